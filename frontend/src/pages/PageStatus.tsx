import { AlertBell } from '@/features/alerts/AlertBell'
import { ConnectionPill } from '@/features/live/ConnectionPill'
import { PaletteButton } from '@/features/palette/PaletteButton'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'

/** Room on the right of a desk's page for more than the state of it. */
const ROOMY = '(min-width: 68rem)'

/** What every page says on its right: what needs attention, and how live it is. */
export function PageStatus() {
  const isDesk = useMediaQuery(DESK)
  const isRoomy = useMediaQuery(ROOMY) && isDesk
  return (
    <div className="flex items-center gap-1 print:hidden">
      {isRoomy && <PaletteButton />}
      <AlertBell />
      <ConnectionPill hasFaces={isRoomy} />
    </div>
  )
}
