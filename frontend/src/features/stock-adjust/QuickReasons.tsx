import { type Sign, setQuickReason, useQuickReason, useReasonsFor } from '@/entities/movement/quickReasons'
import type { ChosenReason } from '@/entities/movement/types'
import { reasonLabel } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import * as text from '@/strings/quickReasons'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'

/** What − and + in the lists record for this person, in this browser. A choice counts at once. */
export function QuickReasons({ className }: { className?: string }) {
  return (
    <div className={cx('grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-3', className)}>
      <QuickReason sign="remove" label={text.minus} />
      <QuickReason sign="add" label={text.plus} />
    </div>
  )
}

function QuickReason({ sign, label }: { sign: Sign; label: string }) {
  const reason = useQuickReason(sign)
  const reasons = useReasonsFor(sign)
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={reason}
          onChange={(event) => setQuickReason(sign, event.target.value as ChosenReason)}
          className={inputStyles()}
        >
          {reasons.map((choice) => (
            <option key={choice} value={choice}>
              {reasonLabel(choice)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
