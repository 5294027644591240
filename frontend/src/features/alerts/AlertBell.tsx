import { Bell } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/stock'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { useAlerts } from './alerts'

const AlertPanel = lazyPart(async () => (await import('./AlertPanel')).AlertPanel)

const MOST_COUNTED = 30
/** Two digits would cover the bell. */
const MOST_SHOWN = 9

/** Products that went low: how many the person has not seen, and the list of them. */
export function AlertBell() {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { unseen } = useAlerts()
  const count = unseen >= MOST_COUNTED ? `${MOST_COUNTED}+` : String(unseen)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={unseen > 0 ? text.alertsNew(count) : text.alerts}
        title={text.alerts}
        onClick={() => setOpen(!open)}
        className={`${iconButtonStyles} relative desk:me-1`}
      >
        <Bell size={18} aria-hidden="true" />
        {unseen > 0 && (
          <span
            aria-hidden="true"
            className="absolute -end-1.5 -top-1 min-w-4 rounded-full bg-out px-1 text-center font-semibold text-[0.6875rem] text-white leading-4 tabular-nums max-desk:-end-0.5 max-desk:top-1"
          >
            {unseen > MOST_SHOWN ? `${MOST_SHOWN}+` : unseen}
          </span>
        )}
      </button>
      <Suspense>{open && <AlertPanel anchor={button} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
