import { useEffect, useId, useRef, useState } from 'react'
import { isDay, type MovementFilters } from '@/entities/movement/filters'
import { reasonLabel } from '@/entities/movement/words'
import { NamePicker } from '@/entities/user/NamePicker'
import { cx } from '@/lib/cx'
import * as text from '@/strings/movements'
import { inputStyles } from '@/ui/inputStyles'
import { ALL_REASONS } from './movementView'

export function ReasonChecks({
  selected,
  onChange,
}: {
  selected: string[]
  onChange: (reasons: string[]) => void
}) {
  function toggle(reason: string, checked: boolean) {
    onChange(checked ? [...selected, reason] : selected.filter((other) => other !== reason))
  }
  return (
    <fieldset className="max-desk:grid max-desk:grid-cols-2">
      <legend className="sr-only">{text.reasons}</legend>
      {ALL_REASONS.map((reason) => (
        <label
          key={reason}
          className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded px-2 hover:bg-sunken desk:min-h-8"
        >
          <input
            type="checkbox"
            checked={selected.includes(reason)}
            onChange={(event) => toggle(reason, event.target.checked)}
            className="size-4 accent-accent"
          />
          <span>{reasonLabel(reason)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Who moved it. */
export function ActorInput({ value, onChange }: { value: string; onChange: (actor: string) => void }) {
  return <NamePicker label={text.who} placeholder={text.anybody} value={value} onChange={onChange} />
}

interface DateInputsProps {
  filters: MovementFilters
  onChange: (part: Partial<MovementFilters>, options?: { replace?: boolean }) => void
  /** Side by side with small labels, for the desk's line of filters. */
  compact?: boolean
}

export function DateInputs({ filters, onChange, compact }: DateInputsProps) {
  const id = useId()
  const ends = [
    { name: 'from', label: text.from, max: filters.to || undefined },
    { name: 'to', label: text.to, min: filters.from || undefined },
  ] as const
  return (
    <div className={compact ? 'flex items-center gap-2' : 'grid grid-cols-2 gap-3 max-[22rem]:grid-cols-1'}>
      {ends.map(({ name, label, ...limits }) => (
        <div key={name} className={compact ? 'flex items-center gap-1.5' : 'min-w-0'}>
          <label
            htmlFor={`${id}-${name}`}
            className={compact ? 'text-muted text-xs' : 'mb-1.5 block font-medium'}
          >
            {label}
          </label>
          <DateInput
            {...limits}
            id={`${id}-${name}`}
            value={filters[name]}
            onChange={(day, options) => onChange({ [name]: day }, options)}
            className={inputStyles(
              cx(compact && 'w-34 px-2! desk:h-8!', filters[name] ? 'border-accent-ink' : 'text-muted'),
            )}
          />
        </div>
      ))}
    </div>
  )
}

/** Milliseconds after the last key. */
const TYPED_MS = 600

interface DateInputProps {
  id: string
  value: string
  min?: string
  max?: string
  className: string
  onChange: (day: string, options: { replace: boolean }) => void
}

/**
 * A day, taken a little after the last key, at once on Enter and when the field is left: a year that is typed is the
 * years 0002, 0020 and 0202 on its way.
 */
function DateInput({ value, onChange, ...attributes }: DateInputProps) {
  const [typed, setTyped] = useState(value)
  const [sent, setSent] = useState(value)
  const [overrules, setOverrules] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Back, Clear or a link changed it, not this field: what was typed a moment before is given up with it.
  if (value !== sent) {
    setSent(value)
    setTyped(value)
    setOverrules(overrules + 1)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts when that happens
  useEffect(() => () => clearTimeout(timer.current), [overrules])

  function settle(input: HTMLInputElement) {
    clearTimeout(timer.current)
    const day = input.value
    if (day === value || input.validity.badInput || (day !== '' && !isDay(day))) return
    setSent(day)
    onChange(day, { replace: value !== '' && day !== '' })
  }
  function type(input: HTMLInputElement) {
    setTyped(input.value)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => settle(input), TYPED_MS)
  }
  return (
    <input
      type="date"
      {...attributes}
      value={typed}
      onChange={(event) => type(event.currentTarget)}
      onBlur={(event) => settle(event.currentTarget)}
      onKeyDown={(event) => event.key === 'Enter' && settle(event.currentTarget)}
    />
  )
}
