import { useCategories } from '@/entities/category/categories'
import { firstReason, type Sign, useReasonsFor } from '@/entities/movement/quickReasons'
import { reasonLabel } from '@/entities/movement/words'
import * as text from '@/strings/bulk'
import { Choices } from '@/ui/Choices'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { type ActionName, amountProblem, type BulkValues, isConfirmed, mustType } from './values'

const NOTE_MAX = 500
const SIGNS: { value: Sign; label: string }[] = [
  { value: 'add', label: text.add },
  { value: 'remove', label: text.take },
]

interface FieldsProps {
  values: BulkValues
  /** It was tried already: what is missing is said. */
  isChecked: boolean
  /** Asked about an amount that is unusual; null while there is nothing to ask. */
  question: string | null
  onChange: (part: Partial<BulkValues>) => void
}

/** What an action has to be told before it can begin. */
export function BulkFields({ action, count, ...props }: FieldsProps & { action: ActionName; count: number }) {
  if (action === 'adjust') return <AdjustFields {...props} />
  if (action === 'category') return <CategoryField {...props} />
  return mustType(action, count) ? <TypedNumber count={count} {...props} /> : null
}

function AdjustFields({ values, isChecked, question, onChange }: FieldsProps) {
  const { sign, amount, reason, note } = values
  const reasons = useReasonsFor(sign)
  return (
    <div className="space-y-3.5">
      <Choices
        legend={text.direction}
        hideLegend
        look="bar"
        options={SIGNS}
        value={sign}
        onChange={(next) => onChange({ sign: next, reason: firstReason(next) })}
      />
      <Field
        label={text.howMany}
        error={(isChecked ? amountProblem(values) : null) ?? question ?? undefined}
        hint={sign === 'remove' ? text.tooFew : undefined}
      >
        {(control) => (
          <input
            {...control}
            // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type a number
            autoFocus
            inputMode="numeric"
            autoComplete="off"
            value={amount}
            onChange={(event) => onChange({ amount: event.target.value })}
            className={inputStyles('font-medium tabular-nums')}
          />
        )}
      </Field>
      <Choices
        legend={text.reason}
        look="chips"
        options={reasons.map((value) => ({ value, label: reasonLabel(value) }))}
        value={reason}
        onChange={(next) => onChange({ reason: next })}
      />
      <Field label={text.note} optional>
        {(control) => (
          <input
            {...control}
            maxLength={NOTE_MAX}
            autoComplete="off"
            value={note}
            onChange={(event) => onChange({ note: event.target.value })}
            className={inputStyles()}
          />
        )}
      </Field>
    </div>
  )
}

function CategoryField({ values: { category }, isChecked, onChange }: FieldsProps) {
  const { data: categories = [] } = useCategories()
  return (
    <Field label={text.category} error={isChecked && !category ? text.categoryMissing : undefined}>
      {(control) => (
        <select
          {...control}
          value={category}
          onChange={(event) => onChange({ category: event.target.value })}
          className={inputStyles()}
        >
          <option value="" disabled>
            {text.chooseCategory}
          </option>
          {categories.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function TypedNumber({ values, count, isChecked, onChange }: FieldsProps & { count: number }) {
  const isWrong = isChecked && !isConfirmed(values, count)
  return (
    <Field label={text.typeNumber(count)} error={isWrong ? text.numberDiffers(count) : undefined}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={values.typed}
          onChange={(event) => onChange({ typed: event.target.value })}
          className={inputStyles('tabular-nums')}
        />
      )}
    </Field>
  )
}
