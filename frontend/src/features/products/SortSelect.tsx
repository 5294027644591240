import { inputStyles } from '@/components/inputStyles'
import { SORT_LABELS } from './listParams'

interface SortSelectProps {
  value: string
  /** With a search the default order is by how well a product matches. */
  searching: boolean
  onChange: (value: string) => void
  /** Without an outline, for the desk's line of filters. */
  compact?: boolean
}

export function SortSelect({ value, searching, onChange, compact }: SortSelectProps) {
  return (
    <select
      aria-label="Sort"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={
        compact
          ? 'field-sizing-content h-8 rounded bg-transparent px-2 text-muted hover:bg-sunken hover:text-ink [&>option]:bg-surface [&>option]:text-ink'
          : inputStyles()
      }
    >
      <option value="">{searching ? 'Best match first' : 'Newest first'}</option>
      {Object.entries(SORT_LABELS)
        .filter(([ordering]) => searching || ordering !== '-created_at')
        .map(([ordering, label]) => (
          <option key={ordering} value={ordering}>
            {label}
          </option>
        ))}
    </select>
  )
}
