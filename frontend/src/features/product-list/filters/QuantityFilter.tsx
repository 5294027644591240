import type { ChangeView, ListView } from '@/entities/product/listParams'
import { parseCount } from '@/lib/parseNumber'
import * as text from '@/strings/filterPanels'
import { RangeEnd } from './RangeEnd'

interface QuantityFilterProps {
  view: Pick<ListView, 'quantityMin' | 'quantityMax'>
  onChange: ChangeView
}

/** How many are on hand. */
export function QuantityFilter({ view: { quantityMin, quantityMax }, onChange }: QuantityFilterProps) {
  const isReversed = quantityMin !== '' && quantityMax !== '' && Number(quantityMax) < Number(quantityMin)
  return (
    <div className="grid grid-cols-2 items-start gap-2 desk:p-2">
      <RangeEnd
        label={text.atLeast}
        inputMode="numeric"
        read={read}
        value={quantityMin}
        onChange={(value, options) => onChange({ quantityMin: value }, options)}
      />
      <RangeEnd
        label={text.atMost}
        inputMode="numeric"
        read={read}
        value={quantityMax}
        problem={isReversed ? text.belowLowest : undefined}
        onChange={(value, options) => onChange({ quantityMax: value }, options)}
      />
    </div>
  )
}

function read(typed: string): { value: string | null; problem: string | null } {
  const { value, problem } = parseCount(typed)
  return { value: value === null ? null : String(value), problem }
}
