import type { Picked } from '@/entities/product/selection/store'
import { can, usePerson } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import { noneIsYours } from '@/strings/access'
import * as text from '@/strings/bulk'
import type { BulkTarget } from './requests'
import { useForeign } from './useForeign'
import type { ActionName } from './values'

const NAMED = 3
const MEANING: Partial<Record<ActionName, (count: number) => string>> = {
  activate: text.activateMeans,
  deactivate: text.deactivateMeans,
  delete: text.deleteMeans,
}

/** What it means, for which products, and which of them will be refused. */
export function Meant({ action, target }: { action: ActionName; target: BulkTarget }) {
  const { picked, count, params } = target
  const person = usePerson()
  const { foreign, isAll } = useForeign(action, target)
  // Stock keepers adjust everybody's products.
  const mayAll = (action === 'adjust' && can(person, 'stock:adjust-any')) || params?.scope === 'mine'
  // In place of the one line that says how many more, the last one itself.
  const named = picked?.slice(0, count === NAMED + 1 ? count : NAMED) ?? []
  return (
    <div className="space-y-2">
      {picked ? (
        <ul className="text-ink">
          {named.map(({ id, name }) => (
            <li key={id} className="truncate">
              {name}
            </li>
          ))}
          {count > named.length && <li className="text-muted">{text.andMore(count - named.length)}</li>}
        </ul>
      ) : (
        <p>{text.matchesNow}</p>
      )}
      {MEANING[action] && !isAll && <p>{MEANING[action](count)}</p>}
      {!mayAll && foreign === null && <p className="text-low-ink">{text.maybeNotYours}</p>}
      {foreign !== null && foreign.length > 0 && (
        <p className="text-low-ink">
          {isAll ? <WhomToAsk foreign={foreign} /> : text.notYours(foreign.length)}
        </p>
      )}
    </div>
  )
}

/** The owners, where they are few, and the admins. */
function WhomToAsk({ foreign }: { foreign: Picked[] }) {
  const admins = useAdmins()
  const owners = foreign.flatMap(({ owner }) => owner ?? [])
  const few = new Set(owners).size <= NAMED ? owners : []
  return <>{noneIsYours(foreign.length, [...new Set([...few, ...admins])])}</>
}
