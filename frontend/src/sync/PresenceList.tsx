import { useSaid } from '@/lib/announcer'
import { isolate } from '@/lib/isolate'
import { formatList } from '@/lib/locale'
import * as text from '@/strings/live'
import { Faces } from '@/ui/Faces'
import type { Person } from './protocol'
import { useLiveStatus } from './useLive'

/** So many are named; the others are counted. */
const NAMED = 3

/** Who else has this product open: a circle for each, and in words, which are said when they change. */
export function PresenceList({ people }: { people: readonly Person[] }) {
  const editing = people.filter(({ mode }) => mode === 'edit')
  const looking = people.filter(({ mode }) => mode === 'view')
  const edit = editing.length > 0 ? text.areEditing(editing.length, names(editing)) : ''
  const look = looking.length > 0 ? text.areLooking(looking.length, names(looking)) : ''
  const { paused } = useLiveStatus()
  useSaid([edit, look].filter(Boolean).join('. '), { isMuted: paused })
  if (people.length === 0) return null
  return (
    <div role="status" aria-live="off" className="flex min-w-0 items-center gap-2 text-muted text-xs">
      <Faces people={[...editing, ...looking]} />
      <span className="flex min-w-0 flex-wrap gap-x-2">
        {edit && <span className="wrap-anywhere font-medium text-accent-ink">{edit}</span>}
        {look && <span className="wrap-anywhere">{look}</span>}
      </span>
    </div>
  )
}

function names(people: readonly Person[]): string {
  const named = people.slice(0, NAMED).map(({ username }) => isolate(username))
  const more = people.length - named.length
  return formatList(more > 0 ? [...named, text.morePeople(more)] : named)
}
