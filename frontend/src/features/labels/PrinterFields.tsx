import { useMutation } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { parsePrice } from '@/lib/parseNumber'
import * as text from '@/strings/labels'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { printTestPage } from './api'
import { openPdf } from './deliver'
import { mediumKey } from './design'
import type { LabelForm } from './useLabelForm'

const RESOLUTIONS = [203, 300, 600]
const MOST_SHIFT = 50

interface PrinterFieldsProps {
  form: LabelForm
  onError: (error: unknown) => void
}

/** What makes up for a printer: its dots, and how far it is off. Folded away, since most print well without. */
export function PrinterFields({ form, onError }: PrinterFieldsProps) {
  const { printer, usualDpi } = form
  const testing = useMutation({
    mutationFn: async () => {
      const print = form.print()
      if (print) openPdf((await printTestPage(print)).file, 'test-page.pdf')
    },
    onMutate: () => onError(null),
    onError,
  })
  return (
    <details className="group rounded border border-line">
      <summary className="flex min-h-11 cursor-pointer items-center justify-between px-3 font-medium desk:min-h-9">
        {text.printer}
        <ChevronDown size={16} aria-hidden="true" className="text-muted group-open:rotate-180" />
      </summary>
      <div className="space-y-3 border-line border-t p-3">
        <div className="grid grid-cols-2 gap-3">
          <Field label={text.resolution} className="col-span-2">
            {(control) => (
              <select
                {...control}
                value={printer.dpi ?? ''}
                onChange={({ target: { value } }) =>
                  form.setPrinter({ ...printer, dpi: value ? Number(value) : null })
                }
                className={inputStyles()}
              >
                <option value="">{text.usualDpi(usualDpi)}</option>
                {RESOLUTIONS.filter((dpi) => dpi !== usualDpi).map((dpi) => (
                  <option key={dpi} value={dpi}>
                    {text.dpi(dpi)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {(['dx', 'dy'] as const).map((name) => (
            <Shift
              // Another medium has a shift of its own.
              key={`${name} ${mediumKey(form.design)}`}
              label={name === 'dx' ? text.shiftRight : text.shiftDown}
              value={printer[name]}
              onChange={(value) => form.setPrinter({ ...printer, [name]: value })}
            />
          ))}
        </div>
        <p className="text-muted text-xs">{text.shiftHint}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={testing.isPending} onClick={() => testing.mutate()}>
            {text.testPage}
          </Button>
          <span className="text-muted text-xs">{text.testPageHint}</span>
        </div>
      </div>
    </details>
  )
}

function Shift({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (value: number) => void
}) {
  const [typed, setTyped] = useState(() => value.toLocaleString())
  function type(next: string) {
    setTyped(next)
    const read = readShift(next)
    if (read !== null) onChange(read)
  }
  return (
    <Field label={label} error={readShift(typed) === null ? text.shiftProblem : undefined}>
      {(control) => (
        <input
          {...control}
          inputMode="text"
          autoComplete="off"
          value={typed}
          onChange={(event) => type(event.target.value)}
          className={inputStyles('tabular-nums')}
        />
      )}
    </Field>
  )
}

function readShift(typed: string): number | null {
  const isNegative = /^\s*[-−–]/.test(typed)
  const { value } = parsePrice(typed.replace(/^\s*[-−–+]/, ''))
  if (value === null) return null
  const shift = isNegative ? -Number(value) : Number(value)
  return Math.abs(shift) <= MOST_SHIFT ? shift : null
}
