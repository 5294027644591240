import type { Product } from '@/entities/product/types'
import { useMoney } from '@/lib/config'
import * as text from '@/strings/priceEditor'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { RelativeTime } from '@/ui/RelativeTime'
import { ThreeFigures } from '@/ui/ThreeFigures'
import type { StalePrice } from './usePriceForm'

interface StalePriceDialogProps {
  seen: Product
  stale: StalePrice
  busy: boolean
  onOverwrite: () => void
  onKeep: () => void
}

/** The price changed between seeing and setting it: shows both, and lets the person say what is right. */
export function StalePriceDialog({ seen, stale, busy, onOverwrite, onKeep }: StalePriceDialogProps) {
  const money = useMoney()
  const { wanted, current } = stale
  const figures = [
    { label: text.youSaw, value: money(seen.price) },
    { label: text.youEntered, value: money(wanted) },
    { label: text.nowOnServer, value: money(current.price) },
  ]
  return (
    <ConfirmDialog
      open
      wide
      onClose={onKeep}
      title={text.staleTitle}
      description={<p>{text.staleMeans(money(current.price))}</p>}
      cancel={text.keepTheirs(money(current.price))}
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
