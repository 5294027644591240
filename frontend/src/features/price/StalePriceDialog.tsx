import type { Product } from '@/entities/product/types'
import { useMoney } from '@/lib/config'
import * as text from '@/strings/priceEditor'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { RelativeTime } from '@/ui/RelativeTime'
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
    { label: text.youSaw, price: seen.price },
    { label: text.youEntered, price: wanted },
    { label: text.nowOnServer, price: current.price },
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
      <dl className="mt-4 grid grid-cols-3 divide-x divide-line rounded border border-line text-center">
        {figures.map(({ label, price }) => (
          <div key={label} className="px-2 py-3">
            <dt className="text-muted text-xs">{label}</dt>
            <dd className="mt-0.5 break-words font-semibold text-lg tabular-nums">{money(price)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">
        <RelativeTime iso={current.updated_at} />
      </p>
    </ConfirmDialog>
  )
}
