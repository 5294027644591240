import { reasonLabel } from '@/entities/movement/words'
import { useSaid } from '@/lib/announcer'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockEditor'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { inputStyles } from '@/ui/inputStyles'
import { MovedHint } from './MovedHint'
import { Preview } from './Preview'
import type { useAdjustForm } from './useAdjustForm'

interface QuickFormProps {
  form: ReturnType<typeof useAdjustForm>
  onMore: () => void
}

/** The number as a field: what is typed is what is there, "+5" and "-3" add and remove. Enter saves. */
export function QuickForm({ form, onMore }: QuickFormProps) {
  const { now, result, problem, block } = form
  const trouble = block ?? problem ?? (result !== null && result < 0 ? text.onlyOnHand(formatCount(now)) : '')
  useSaid(trouble)
  return (
    <form onSubmit={form.submit} noValidate data-unsaved={form.isTyped} className="space-y-2">
      <div className="flex items-center gap-2">
        <input
          // biome-ignore lint/a11y/noAutofocus: the number was pressed to type another
          autoFocus
          aria-label={text.numberOnHand}
          aria-invalid={problem ? true : undefined}
          aria-describedby="stock-editor-problem"
          // A telephone's number pad has the signs; the numeric one of some has not.
          inputMode="tel"
          autoComplete="off"
          value={form.amount}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => form.setAmount(event.target.value)}
          className={inputStyles('w-24! px-2! text-right font-medium tabular-nums desk:h-8!')}
        />
        <Preview now={now} result={result} isSending={form.isSending} />
        <Button
          type="submit"
          variant="primary"
          busy={form.isSending}
          disabled={block !== null}
          className="ms-auto"
        >
          {text.save}
        </Button>
      </div>
      <div id="stock-editor-problem" role="status" aria-live="off" className="text-xs">
        {trouble ? <p className="text-out-ink">{trouble}</p> : <p className="text-muted">{text.signs}</p>}
      </div>
      {form.hasMoved && (
        <MovedHint seen={form.seen} now={now} last={form.lastMovement} isSending={form.isSending} />
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        <Choices
          legend={text.reason}
          hideLegend
          look="chips"
          options={form.reasons.map((reason) => ({ value: reason, label: reasonLabel(reason) }))}
          value={form.reason}
          onChange={form.setReason}
        />
        <Button variant="ghost" onClick={onMore} className="ms-auto px-2.5!">
          {text.more}
        </Button>
      </div>
    </form>
  )
}
