import { BLOCK_ID } from '@/entities/movement/stockBlock'
import type { Mode } from '@/entities/movement/stockEditor'
import { reasonLabel } from '@/entities/movement/words'
import { QuickReasons } from '@/features/stock-adjust/QuickReasons'
import { useSaid } from '@/lib/announcer'
import { formatCount } from '@/lib/format'
import { title as quickButtons } from '@/strings/quickReasons'
import * as text from '@/strings/stockEditor'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { MovedHint } from './MovedHint'
import { Preview } from './Preview'
import { NOTE_MAX, type useAdjustForm } from './useAdjustForm'

const MODES: { value: Mode; label: string }[] = [
  { value: 'add', label: text.add },
  { value: 'remove', label: text.remove },
  { value: 'set', label: text.set },
]
const SUBMIT = { add: text.submitAdd, remove: text.submitRemove, set: text.submitSet }

interface AdjustFormProps {
  form: ReturnType<typeof useAdjustForm>
}

/** How many, why, and what comes of it, before it is recorded. */
export function AdjustForm({ form }: AdjustFormProps) {
  const { mode, amount, number, now, result, problem, block } = form
  const trouble = problem ?? (result !== null && result < 0 ? text.onlyOnHand(formatCount(now)) : '')
  useSaid(trouble)
  return (
    <form onSubmit={form.submit} noValidate data-unsaved={form.isTyped} className="space-y-3.5">
      <Choices
        legend={text.whatToDo}
        hideLegend
        look="bar"
        options={MODES}
        value={mode}
        onChange={form.setMode}
      />
      {/* A long number takes the line below: the field stays wide enough to be read. */}
      <div className="flex flex-wrap items-end gap-x-3">
        <Field
          label={mode === 'set' ? text.numberOnHand : text.howMany}
          className="grow basis-32"
          error={undefined}
        >
          {(control) => (
            <input
              {...control}
              // biome-ignore lint/a11y/noAutofocus: the editor was opened to type a number
              autoFocus
              inputMode="numeric"
              autoComplete="off"
              value={amount}
              aria-invalid={problem ? true : undefined}
              aria-describedby="stock-editor-problem"
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => form.setAmount(event.target.value)}
              className={inputStyles('font-medium tabular-nums')}
            />
          )}
        </Field>
        <Preview now={now} result={result} isSending={form.isSending} />
      </div>
      <div id="stock-editor-problem" role="status" aria-live="off" className="text-out-ink empty:hidden">
        {trouble}
      </div>
      {form.hasMoved && (
        <MovedHint seen={form.seen} now={now} last={form.lastMovement} isSending={form.isSending} />
      )}
      <Choices
        legend={text.reason}
        look="chips"
        options={form.reasons.map((reason) => ({ value: reason, label: reasonLabel(reason) }))}
        value={form.reason}
        onChange={form.setReason}
      />
      <Field label={text.note} optional>
        {(control) => (
          <input
            {...control}
            maxLength={NOTE_MAX}
            autoComplete="off"
            value={form.note}
            onChange={(event) => form.setNote(event.target.value)}
            className={inputStyles()}
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        busy={form.isSending}
        disabled={block !== null}
        aria-describedby={block ? BLOCK_ID : undefined}
        title={block ?? undefined}
        className="w-full"
      >
        {SUBMIT[mode](number === null ? '' : formatCount(number))}
      </Button>
      {block && <p className="text-low-ink">{block}</p>}
      <fieldset className="border-line border-t pt-3">
        <legend className="sr-only">{quickButtons}</legend>
        <QuickReasons />
      </fieldset>
    </form>
  )
}
