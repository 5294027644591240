import { useId } from 'react'
import { cx } from '@/lib/cx'
import * as text from '@/strings/trail'
import { Button } from '@/ui/Button'
import { inputStyles } from '@/ui/inputStyles'
import type { AuditFilters } from './audit'

interface AuditFilterBarProps {
  filters: AuditFilters
  isFiltered: boolean
  onChange: (part: Partial<AuditFilters>) => void
}

const CLEARED: AuditFilters = { kind: '', action: '', actor: '', since: '', until: '' }

/** Which entries are shown. */
export function AuditFilterBar({ filters, isFiltered, onChange }: AuditFilterBarProps) {
  const id = useId()
  return (
    <div
      className={cx(
        'mb-4 grid grid-cols-1 gap-3 max-desk:px-4 min-[22rem]:grid-cols-2 desk:flex desk:flex-wrap desk:items-end',
        !isFiltered && 'print:hidden',
      )}
    >
      <Labelled id={`${id}-kind`} label={text.kindLabel}>
        <Choice
          id={`${id}-kind`}
          value={filters.kind}
          all={text.allKinds}
          options={text.kinds}
          onChange={(kind) => onChange({ kind })}
        />
      </Labelled>
      <Labelled id={`${id}-action`} label={text.actionLabel}>
        <Choice
          id={`${id}-action`}
          value={filters.action}
          all={text.allActions}
          options={text.actions}
          onChange={(action) => onChange({ action })}
        />
      </Labelled>
      <Labelled id={`${id}-actor`} label={text.actorLabel}>
        <input
          id={`${id}-actor`}
          key={filters.actor}
          defaultValue={filters.actor}
          placeholder={text.anybody}
          autoComplete="off"
          autoCapitalize="none"
          onBlur={(event) => onChange({ actor: event.target.value.trim() })}
          onKeyDown={(event) =>
            event.key === 'Enter' && onChange({ actor: event.currentTarget.value.trim() })
          }
          className={inputStyles(cx('desk:w-36', filters.actor && 'border-accent-ink'))}
        />
      </Labelled>
      {(['since', 'until'] as const).map((name) => (
        <Labelled
          key={name}
          id={`${id}-${name}`}
          label={name === 'since' ? text.sinceLabel : text.untilLabel}
        >
          <input
            id={`${id}-${name}`}
            type="date"
            key={filters[name]}
            defaultValue={filters[name]}
            onBlur={(event) =>
              event.target.value !== filters[name] && onChange({ [name]: event.target.value })
            }
            onKeyDown={(event) => event.key === 'Enter' && onChange({ [name]: event.currentTarget.value })}
            className={inputStyles(cx('desk:w-36', filters[name] ? 'border-accent-ink' : 'text-muted'))}
          />
        </Labelled>
      ))}
      {isFiltered && (
        <Button variant="ghost" onClick={() => onChange(CLEARED)}>
          {text.clear}
        </Button>
      )}
    </div>
  )
}

function Labelled({ id, label, children }: { id: string; label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-muted text-xs">
        {label}
      </label>
      {children}
    </div>
  )
}

interface ChoiceProps {
  id: string
  value: string
  all: string
  options: Partial<Record<string, string>>
  onChange: (value: string) => void
}

function Choice({ id, value, all, options, onChange }: ChoiceProps) {
  return (
    <select
      id={id}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={inputStyles(cx('desk:w-40', value && 'border-accent-ink'))}
    >
      <option value="">{all}</option>
      {Object.entries(options).map(([name, label]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  )
}
