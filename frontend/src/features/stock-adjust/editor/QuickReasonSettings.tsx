import { type Sign, setQuickReason, useQuickReason, useReasonsFor } from '@/entities/movement/quickReasons'
import type { ChosenReason } from '@/entities/movement/types'
import { reasonLabel } from '@/entities/movement/words'
import * as text from '@/strings/stockEditor'

/** What − and + in the lists record, until the browser is closed. */
export function QuickReasonSettings() {
  return (
    <fieldset className="border-line border-t pt-3 text-muted text-xs">
      <legend className="float-left">{text.quickReasons}</legend>
      <div className="clear-left flex flex-wrap gap-x-4">
        <QuickReason sign="remove" label="−" name={text.minusReason} />
        <QuickReason sign="add" label="+" name={text.plusReason} />
      </div>
    </fieldset>
  )
}

function QuickReason({ sign, label, name }: { sign: Sign; label: string; name: string }) {
  const reason = useQuickReason(sign)
  return (
    <label className="flex items-center gap-1">
      <span aria-hidden="true" className="font-semibold text-ink">
        {label}
      </span>
      <select
        aria-label={name}
        value={reason}
        onChange={(event) => setQuickReason(sign, event.target.value as ChosenReason)}
        className="h-11 rounded bg-transparent text-base text-ink hover:bg-sunken desk:h-7 desk:text-xs [&>option]:bg-surface"
      >
        {useReasonsFor(sign).map((choice) => (
          <option key={choice} value={choice}>
            {reasonLabel(choice)}
          </option>
        ))}
      </select>
    </label>
  )
}
