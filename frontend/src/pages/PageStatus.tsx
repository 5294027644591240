import { AccountMenu } from '@/features/account/AccountMenu'
import { AlertBell } from '@/features/alerts/AlertBell'
import { PaletteButton } from '@/features/palette/PaletteButton'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { ConnectionPill } from '@/sync/ConnectionPill'
import { ThemeButton } from '@/ui/ThemeButton'

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
