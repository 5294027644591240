import { useState } from 'react'
import { useUserId } from '@/entities/user/session'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/people'
import { service } from '@/strings/tokens'
import { Badge } from '@/ui/Badge'
import { Initials } from '@/ui/Initials'
import { LoadFailed } from '@/ui/LoadFailed'
import { RelativeTime } from '@/ui/RelativeTime'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { type Column, cellStyles, StickyTable } from '@/ui/StickyTable'
import { type AskedPerson, PersonDialog, PersonMenu } from './PersonMenu'
import { type Account, usePeople } from './people'
import { RoleSelect } from './RoleSelect'

const COLUMNS: Column[] = [
  { title: text.columns.name },
  { title: text.columns.role, className: 'w-44' },
  { title: text.columns.lastSeen, className: 'w-36' },
  { title: text.columns.actions, className: 'w-14', isTitleHidden: true },
]

/** The accounts: a table on a desk, lines on a phone. */
export function PeopleList() {
  const { data, error, refetch } = usePeople()
  const isDesk = useMediaQuery(DESK)
  const [asked, setAsked] = useState<AskedPerson | null>(null)
  if (!data) {
    if (error) return <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
    return <RowSkeleton label={text.loading} rows={4} className="h-16 gap-3 desk:h-13" end={null} />
  }
  const List = isDesk ? PeopleTable : PeopleCards
  return (
    <>
      <List people={data} onAsk={setAsked} />
      {asked && <PersonDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}

interface ListProps {
  people: Account[]
  onAsk: (asked: AskedPerson) => void
}

function PeopleTable({ people, onAsk }: ListProps) {
  const userId = useUserId()
  return (
    <StickyTable caption={text.title} columns={COLUMNS}>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} className="hover:bg-sunken/60">
            <td className={cellStyles}>
              <Who person={person} isSelf={person.id === userId} />
            </td>
            <td className={cellStyles}>
              <RoleSelect person={person} isSelf={person.id === userId} />
            </td>
            <td className={`${cellStyles} text-muted`}>
              <LastSeen person={person} never={text.never} />
            </td>
            <td className={`${cellStyles} text-end`}>
              <PersonMenu person={person} onAsk={onAsk} />
            </td>
          </tr>
        ))}
      </tbody>
    </StickyTable>
  )
}

function PeopleCards({ people, onAsk }: ListProps) {
  const userId = useUserId()
  return (
    <ul aria-label={text.title} className="border-line border-t">
      {people.map((person) => (
        <li key={person.id} className="space-y-2 border-line border-b px-4 py-3">
          <div className="flex items-center gap-3">
            <Who person={person} isSelf={person.id === userId} />
            <PersonMenu person={person} onAsk={onAsk} />
          </div>
          <div className="flex items-center justify-between gap-3">
            <RoleSelect person={person} isSelf={person.id === userId} />
            <span className="text-muted text-xs">
              {person.last_seen && <span>{text.seen}</span>}{' '}
              <LastSeen person={person} never={text.neverSeen} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Who({ person, isSelf }: { person: Account; isSelf: boolean }) {
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <Initials name={person.username} />
      <div className="min-w-0">
        <p className="flex items-center gap-2 font-medium">
          <bdi className="truncate">{person.username}</bdi>
          {isSelf && <Badge tone="neutral">{text.you}</Badge>}
          {!person.is_active && <Badge tone="out">{text.deactivated}</Badge>}
        </p>
        <p className="truncate text-muted text-xs">{person.service ? service : person.email}</p>
      </div>
    </div>
  )
}

function LastSeen({ person, never }: { person: Account; never: string }) {
  return person.last_seen ? <RelativeTime iso={person.last_seen} /> : never
}
