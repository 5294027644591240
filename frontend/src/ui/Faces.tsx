import { cx } from '@/lib/cx'
import { initials } from '@/lib/initials'

interface Face {
  id: number
  username: string
  mode?: 'view' | 'edit'
}

/** So many are shown; the others are counted. */
const SHOWN = 3

/** A circle for each person. Decorative: who they are stands beside it, or in what it opens. */
export function Faces({ people }: { people: readonly Face[] }) {
  const others = people.length - SHOWN
  return (
    people.length > 0 && (
      <span aria-hidden="true" className="-space-x-1 flex shrink-0">
        {people.slice(0, SHOWN).map(({ id, username, mode }) => (
          <span
            key={id}
            title={username}
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
        {others > 0 && (
          <span className="grid h-6 min-w-6 place-items-center rounded-full border border-edge bg-surface px-1 font-semibold text-[0.625rem] text-muted ring-2 ring-surface">
            {`+${others}`}
          </span>
        )}
      </span>
    )
  )
}
