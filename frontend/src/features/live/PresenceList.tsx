import { cx } from '@/lib/cx'
import * as text from '@/strings/live'
import type { Person } from './protocol'

/** So many are shown and named; the others are counted. */
const NAMED = 3

/** Who else has this product open: a circle for each, and in words, which screen readers hear when they change. */
export function PresenceList({ people }: { people: readonly Person[] }) {
  const editing = people.filter(({ mode }) => mode === 'edit')
  const looking = people.filter(({ mode }) => mode === 'view')
  return (
    // There also when nobody is, or the first to come would not be announced.
    <div role="status" className="flex min-w-0 items-center gap-2 text-muted text-xs empty:sr-only">
      {people.length > 0 && (
        <>
          <Circles people={[...editing, ...looking]} />
          <span className="flex min-w-0 flex-wrap gap-x-2">
            {editing.length > 0 && (
              <span className="wrap-anywhere font-medium text-accent-ink">
                {text.areEditing(editing.length, names(editing))}
              </span>
            )}
            {looking.length > 0 && (
              <span className="wrap-anywhere">{text.areLooking(looking.length, names(looking))}</span>
            )}
          </span>
        </>
      )}
    </div>
  )
}

function Circles({ people }: { people: readonly Person[] }) {
  return (
    <span aria-hidden="true" className="-space-x-1.5 flex shrink-0">
      {people.slice(0, NAMED).map(({ id, username, mode }) => (
        <span
          key={id}
          className={cx(
            'grid size-6 place-items-center rounded-full border font-semibold text-[0.625rem] ring-2 ring-surface',
            mode === 'edit'
              ? 'border-accent-ink bg-accent-soft text-accent-ink'
              : 'border-edge bg-sunken text-muted',
          )}
        >
          {initials(username)}
        </span>
      ))}
    </span>
  )
}

/** "A" of ana, "AS" of ana.smith. */
function initials(username: string): string {
  const words = username.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase())
    .join('')
}

const list = new Intl.ListFormat(undefined, { type: 'conjunction' })

function names(people: readonly Person[]): string {
  const named = people.slice(0, NAMED).map(({ username }) => username)
  const more = people.length - named.length
  return list.format(more > 0 ? [...named, text.morePeople(more)] : named)
}
