import { useUserId } from '@/features/auth/session'
import type { BulkTarget } from '@/features/products/bulk/requests'
import { useIsKeeper } from '@/features/stock/mayAdjust'
import * as text from '@/strings/bulk'

const NAMED = 3

interface MeantProps {
  target: BulkTarget
  /** Stock keepers may do it to everybody's products. */
  isStock?: boolean
}

/** Which products are meant, and which of them will be refused. */
export function Meant({ target: { picked, count, params }, isStock }: MeantProps) {
  const userId = useUserId()
  const isKeeper = useIsKeeper()
  const mayAll = (isStock && isKeeper) || params?.scope === 'mine'
  const foreign = picked?.filter(({ created_by }) => created_by !== userId).length
  const names = picked?.slice(0, NAMED).map(({ name }) => name) ?? []
  return (
    <>
      <p className="line-clamp-3 break-words">
        {picked ? text.namesAndMore(names.join(', '), count - names.length) : text.matchesNow}
      </p>
      {!mayAll && foreign !== 0 && (
        <p className="mt-2 text-low-ink">
          {foreign === undefined ? text.maybeNotYours : text.notYours(foreign)}
        </p>
      )}
    </>
  )
}
