import { useState } from 'react'
import { parseCount } from '@/lib/parseNumber'
import * as text from '@/strings/labels'
import { Choices } from '@/ui/Choices'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import type { LabelForm } from './useLabelForm'

const MOST = 2000
const KINDS = (['one', 'many', 'on_hand'] as const).map((value) => ({
  value,
  label: text.copiesKinds[value],
}))
type Kind = (typeof KINDS)[number]['value']

/** How many labels of each product. */
export function CopiesFields({ form }: { form: LabelForm }) {
  const [kind, setKind] = useState<Kind>('one')
  function choose(next: Kind) {
    setKind(next)
    form.setCopies(next === 'on_hand' ? 'on_hand' : next === 'one' ? 1 : 2)
  }
  return (
    <div className="space-y-3">
      <Choices legend={text.copies} look="chips" options={KINDS} value={kind} onChange={choose} />
      {kind === 'many' && <NumberField label={text.copiesEach} first={2} onChange={form.setCopies} />}
    </div>
  )
}

/** How many blank labels. */
export function BlankCount({ form }: { form: LabelForm }) {
  return <NumberField label={text.howManyBlanks} first={form.copies as number} onChange={form.setCopies} />
}

interface NumberFieldProps {
  label: string
  first: number
  onChange: (count: number | null) => void
}

function NumberField({ label, first, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(() => String(first))
  function type(next: string) {
    setTyped(next)
    onChange(read(next))
  }
  return (
    <Field label={label} error={read(typed) === null ? text.numberFrom1(MOST) : undefined}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={(event) => type(event.target.value)}
          className={inputStyles('max-w-40 tabular-nums')}
        />
      )}
    </Field>
  )
}

function read(typed: string): number | null {
  const { value } = parseCount(typed)
  return value !== null && value >= 1 && value <= MOST ? value : null
}
