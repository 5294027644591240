import * as text from '@/strings/live'
import { LATEST } from '@/sync/client'
import { LatestChanges } from './LatestChanges'
import { PeopleHere } from './PeopleHere'

/** What stands beside the list of a wide screen while no product is open: the place, as it lives. */
export function LivePane() {
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <h2 className="flex h-12 shrink-0 items-center border-line border-b px-4 font-semibold">{text.live}</h2>
      <PeopleHere />
      <LatestChanges count={LATEST} />
    </div>
  )
}
