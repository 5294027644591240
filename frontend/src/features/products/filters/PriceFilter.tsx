import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import { type ChangeView, type ListView, readPrice } from '@/features/products/listParams'
import * as text from '@/strings/filterPanels'
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
  const draft = useSettledText({ value, read: (typed) => readPrice(typed.replace(',', '.')), onChange })
  return (
    <Field label={label} error={draft.isUsable ? problem : text.notAPrice}>
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
