import { inputStyles } from '@/components/inputStyles'
import { SORT_LABELS } from './listParams'

interface SortSelectProps {
  value: string
  /** With a search the default order is by how well a product matches. */
  searching: boolean
  onChange: (value: string) => void
}

export function SortSelect({ value, searching, onChange }: SortSelectProps) {
  return (
    <select
      aria-label="Sort"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={inputStyles('desk:h-8 desk:w-auto')}
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
