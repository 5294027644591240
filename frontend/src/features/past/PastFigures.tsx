import { useMoney } from '@/lib/config'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/past'
import { usePastFigures } from './past'

/** What the whole inventory was worth, and what was low or out, at a moment. Nothing where that cannot be told. */
export function PastFigures({ at }: { at: string }) {
  const { data } = usePastFigures(at)
  const money = useMoney()
  if (!data) return null
  const figures = [
    [text.columns.value, money(data.stock_value)],
    [text.low, formatCount(data.low_in_stock)],
    [text.out, formatCount(data.out)],
  ] as const
  return (
    <dl aria-label={text.wholeInventory} className="flex flex-wrap gap-x-4 gap-y-1 text-muted">
      {figures.map(([label, value]) => (
        <div key={label} className="flex gap-1.5">
          <dt>{label}</dt>
          <dd className="font-medium text-ink tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
