import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useSaid } from '@/lib/announcer'
import { formatCount } from '@/lib/format'
import { parseCount } from '@/lib/parseNumber'
import * as text from '@/strings/reorder'
import { inputStyles } from '@/ui/inputStyles'
import { setOrder } from './orders'
import type { ShownLine } from './reorder'

/** How many to order: the suggestion, until another number is typed over it. */
export function OrderField({ line }: { line: ShownLine }) {
  const { product, suggested, order, used_30_days } = line
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  // The text while it is being typed. Putting groups in at once would misplace the next digit.
  const [typed, setTyped] = useState<string | null>(null)
  const problem = typed?.trim() ? parseCount(typed).problem : null
  useSaid(problem ?? '')

  function type(next: string) {
    setTyped(next)
    const { value } = parseCount(next)
    setOrder(product, value === suggested ? null : value)
  }
  function restore() {
    setTyped(null)
    setOrder(product, null)
    field.current?.focus()
  }
  function leave() {
    // What is no number stays, with the reason, and as many are ordered as are suggested.
    if (!problem) setTyped(null)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' && !problem) moveOn(event.currentTarget, event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && (order !== suggested || typed !== null)) {
      event.preventDefault()
      restore()
    }
  }
  const { reorder_level: level, quantity } = product
  return (
    <span className="inline-block w-24 text-right desk:w-20">
      <input
        ref={field}
        data-order=""
        inputMode="numeric"
        autoComplete="off"
        aria-label={text.orderOf(product.name)}
        aria-invalid={problem !== null}
        aria-describedby={problem ? id : undefined}
        title={text.because(formatCount(level ?? 0), formatCount(used_30_days), formatCount(quantity))}
        value={typed ?? formatCount(order)}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={leave}
        onKeyDown={onKeyDown}
        className={inputStyles('text-right font-semibold tabular-nums desk:h-8 print:border-0 print:p-0')}
      />
      {problem ? (
        <span id={id} className="block text-out-ink text-xs">
          {problem}
        </span>
      ) : (
        order !== suggested && (
          <button
            type="button"
            aria-label={text.takeSuggested(formatCount(suggested), product.name)}
            onClick={restore}
            className="print:hidden block w-full whitespace-nowrap text-right text-accent-ink text-xs underline underline-offset-4 max-desk:min-h-11"
          >
            {text.suggested(formatCount(suggested))}
          </button>
        )
      )}
    </span>
  )
}

/** To the field of the next line, as in a spreadsheet. */
function moveOn(field: HTMLInputElement, step: 1 | -1): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>('[data-order]')]
  fields[fields.indexOf(field) + step]?.focus()
}
