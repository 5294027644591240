import { X } from 'lucide-react'
import type { ChangeView, ListView } from '@/entities/product/listParams'
import * as text from '@/strings/filterPanels'
import { useChips } from './filterLabels'

interface FilterChipsProps {
  view: ListView
  onChange: ChangeView
}

/** What the list is filtered by, one chip each; a press takes it away. The search and the tabs say for themselves. */
export function FilterChips({ view, onChange }: FilterChipsProps) {
  const chips = useChips(view)
  if (chips.length === 0) return null
  return (
    <ul aria-label={text.activeFilters} className="flex min-w-0 gap-1.5 overflow-x-auto p-0.5">
      {chips.map(({ label, without }) => (
        <li key={label} className="shrink-0">
          <button
            type="button"
            aria-label={text.removeFilter(label)}
            onClick={() => onChange(without)}
            className="flex h-7 items-center gap-1.5 rounded-full bg-accent-soft pe-2 ps-3 text-accent-ink text-xs hover:brightness-95 max-desk:h-11"
          >
            <span className="max-w-60 truncate">{label}</span>
            <X size={13} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
