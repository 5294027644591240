import type { Product } from '@/entities/product/types'
import { useMoney } from '@/lib/config'
import * as text from '@/strings/priceEditor'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { RelativeTime } from '@/ui/RelativeTime'
import { ThreeFigures } from '@/ui/ThreeFigures'
import type { LastPrice } from './useLastPrice'
import type { StalePrice } from './usePriceForm'

interface StalePriceDialogProps {
  seen: Product
  stale: StalePrice
  /** What is known of who changed it. */
  last: LastPrice | null
  busy: boolean
  onOverwrite: () => void
  onKeep: () => void
}

/** The price changed between seeing and setting it: shows both, and lets the person say what is right. */
export function StalePriceDialog({ seen, stale, last, busy, onOverwrite, onKeep }: StalePriceDialogProps) {
  const money = useMoney()
  const { wanted, current } = stale
  const now = money(current.price)
  const figures = [
    { label: text.youSaw, value: money(seen.price) },
    { label: text.youEntered, value: money(wanted) },
    { label: text.nowOnServer, value: now },
  ]
  return (
    <ConfirmDialog
      open
      wide
      onClose={onKeep}
      title={text.staleTitle}
      description={<p>{last?.own ? text.staleByYou(now) : text.staleMeans(last?.actor ?? null, now)}</p>}
      cancel={text.keepTheirs(now)}
      actions={
        <Button variant="primary" busy={busy} onClick={onOverwrite}>
          {text.setMine(money(wanted))}
        </Button>
      }
    >
      <ThreeFigures figures={figures} />
      <p className="mt-3 text-muted">
        <RelativeTime iso={current.updated_at} />
      </p>
    </ConfirmDialog>
  )
}
