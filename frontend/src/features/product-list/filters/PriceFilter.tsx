import type { ChangeView, ListView } from '@/entities/product/listParams'
import { useConfig } from '@/lib/config'
import { parsePrice } from '@/lib/parseNumber'
import * as text from '@/strings/filterPanels'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { useSettledText } from './useSettledText'

interface PriceFilterProps {
  view: Pick<ListView, 'priceMin' | 'priceMax'>
  onChange: ChangeView
}

export function PriceFilter({ view, onChange }: PriceFilterProps) {
  const { priceMin, priceMax } = view
  const isReversed = priceMin !== '' && priceMax !== '' && Number(priceMax) < Number(priceMin)
  return (
    <div className="grid grid-cols-2 items-start gap-2 desk:p-2">
      <PriceEnd
        label={text.priceFrom}
        value={priceMin}
        onChange={(value, options) => onChange({ priceMin: value }, options)}
      />
      <PriceEnd
        label={text.priceTo}
        value={priceMax}
        problem={isReversed ? text.wrongWayRound : undefined}
        onChange={(value, options) => onChange({ priceMax: value }, options)}
      />
    </div>
  )
}

interface PriceEndProps {
  label: string
  value: string
  problem?: string
  onChange: (value: string, options: { replace: boolean }) => void
}

function PriceEnd({ label, value, problem, onChange }: PriceEndProps) {
  const currency = useConfig()?.currency
  const read = (typed: string) => parsePrice(typed, currency)
  const draft = useSettledText({ value, read: (typed) => canonical(read(typed).value), onChange })
  return (
    <Field label={label} error={draft.isUsable ? problem : (read(draft.text).problem ?? undefined)}>
      {(control) => (
        <input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          value={draft.text}
          onChange={(event) => draft.type(event.target.value)}
          onBlur={draft.settle}
          onKeyDown={(event) => event.key === 'Enter' && draft.settle()}
          className={inputStyles('tabular-nums desk:h-8!')}
        />
      )}
    </Field>
  )
}

/** As the address has it: "5", not "05.00". */
function canonical(price: string | null): string | null {
  return price === null ? null : String(Number(price))
}
