import { ThemeButton } from '@/components/ThemeButton'
import { AccountMenu } from '@/features/commands/AccountMenu'
import { PaletteButton } from '@/features/commands/PaletteButton'
import { ConnectionPill } from '@/features/live/ConnectionPill'
import { AlertBell } from '@/features/stock/alerts/AlertBell'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'

/** Room on the right of a desk's page for more than the state of it. */
const ROOMY = '(min-width: 68rem)'

/** What every page says on its right: what needs attention, how live it is, and on a desk who looks at it. */
export function PageStatus() {
  const isDesk = useMediaQuery(DESK)
  const isRoomy = useMediaQuery(ROOMY)
  return (
    <div className="flex items-center gap-1 print:hidden">
      {isDesk && isRoomy && <PaletteButton />}
      <AlertBell />
      <ConnectionPill />
      {isDesk && (
        <span className="ml-1 flex items-center gap-1">
          <AccountMenu />
          {isRoomy && <ThemeButton />}
        </span>
      )}
    </div>
  )
}
