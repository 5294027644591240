import type { ChangeView, ListView } from '@/entities/product/listParams'
import { useConfig } from '@/lib/config'
import { parsePrice } from '@/lib/parseNumber'
import * as text from '@/strings/filterPanels'
import { RangeEnd } from './RangeEnd'

interface PriceFilterProps {
  view: Pick<ListView, 'priceMin' | 'priceMax'>
  onChange: ChangeView
}

export function PriceFilter({ view, onChange }: PriceFilterProps) {
  const { priceMin, priceMax } = view
  const currency = useConfig()?.currency
  const read = (typed: string) => {
    const { value, problem } = parsePrice(typed, currency)
    return { value: canonical(value), problem }
  }
  const isReversed = priceMin !== '' && priceMax !== '' && Number(priceMax) < Number(priceMin)
  return (
    <div className="grid grid-cols-2 items-start gap-2 desk:p-2">
      <RangeEnd
        label={text.priceFrom}
        inputMode="decimal"
        read={read}
        value={priceMin}
        onChange={(value, options) => onChange({ priceMin: value }, options)}
      />
      <RangeEnd
        label={text.priceTo}
        inputMode="decimal"
        read={read}
        value={priceMax}
        problem={isReversed ? text.wrongWayRound : undefined}
        onChange={(value, options) => onChange({ priceMax: value }, options)}
      />
    </div>
  )
}

/** As the address has it: "5", not "05.00". */
function canonical(price: string | null): string | null {
  return price === null ? null : String(Number(price))
}
