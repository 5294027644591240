import { cx } from '@/lib/cx'
import { STATUS_LABELS, type StatusFilter } from './listParams'

interface StatusTabsProps {
  value: StatusFilter
  onChange: (value: StatusFilter) => void
  className?: string
}

/** One status at a time, as buttons in a row. */
export function StatusTabs({ value, onChange, className }: StatusTabsProps) {
  return (
    <fieldset className={cx('flex gap-0.5', className)}>
      <legend className="sr-only">Status</legend>
      {Object.entries(STATUS_LABELS).map(([status, label]) => (
        <button
          key={status}
          type="button"
          aria-pressed={value === status}
          onClick={() => onChange(status as StatusFilter)}
          className={cx(
            'h-11 rounded px-3 font-medium transition-colors desk:h-8 desk:px-2.5',
            value === status ? 'bg-sunken text-ink' : 'text-muted hover:text-ink',
          )}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
