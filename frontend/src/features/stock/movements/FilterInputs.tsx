import { useState } from 'react'
import { inputStyles } from '@/components/inputStyles'
import { reasonLabel } from '@/features/stock/words'
import { cx } from '@/lib/cx'
import * as text from '@/strings/movements'
import type { MovementFilters } from './filters'
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
          {reasonLabel(reason)}
        </label>
      ))}
    </fieldset>
  )
}

/** Who moved it, by exact username: taken on Enter and when the field is left. */
export function ActorInput({ value, onChange }: { value: string; onChange: (actor: string) => void }) {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    setTyped(value)
  }
  const settle = () => typed.trim() !== value && onChange(typed.trim())
  return (
    <input
      aria-label={text.who}
      placeholder={text.anybody}
      title={text.whoHint}
      autoComplete="off"
      autoCapitalize="none"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
      className={inputStyles(cx('desk:h-8!', value && 'border-accent-ink'))}
    />
  )
}

interface DateInputsProps {
  filters: MovementFilters
  onChange: (part: Partial<MovementFilters>) => void
  /** Side by side with small labels, for the desk's line of filters. */
  compact?: boolean
}

export function DateInputs({ filters, onChange, compact }: DateInputsProps) {
  const ends = [
    { name: 'from', label: text.from, max: filters.to || undefined },
    { name: 'to', label: text.to, min: filters.from || undefined },
  ] as const
  return (
    <div className={compact ? 'flex items-center gap-2' : 'grid grid-cols-2 gap-3 max-[22rem]:grid-cols-1'}>
      {ends.map(({ name, label, ...limits }) => (
        <label key={name} className={compact ? 'flex items-center gap-1.5' : 'block min-w-0'}>
          <span className={compact ? 'text-muted text-xs' : 'mb-1.5 block font-medium'}>{label}</span>
          <input
            type="date"
            {...limits}
            value={filters[name]}
            onChange={(event) => onChange({ [name]: event.target.value })}
            className={inputStyles(
              cx(compact && 'w-34 px-2! desk:h-8!', filters[name] ? 'border-accent-ink' : 'text-muted'),
            )}
          />
        </label>
      ))}
    </div>
  )
}
