import { can, usePerson } from '@/entities/user/can'
import * as text from '@/strings/bulk'
import type { BulkTarget } from './requests'
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
  const right = action === 'adjust' ? 'stock:adjust' : 'product:edit'
  // Stock keepers adjust everybody's products.
  const mayAll = (action === 'adjust' && can(person, 'stock:adjust-any')) || params?.scope === 'mine'
  const foreign = picked?.filter((product) => !can(person, right, product)).length
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
      {MEANING[action] && <p>{MEANING[action](count)}</p>}
      {!mayAll && foreign !== 0 && (
        <p className="text-low-ink">{foreign === undefined ? text.maybeNotYours : text.notYours(foreign)}</p>
      )}
    </div>
  )
}
