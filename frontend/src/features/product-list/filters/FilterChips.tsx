import { X } from 'lucide-react'
import { useCategoryName } from '@/entities/category/categories'
import { type ChangeView, type ListView, useHasTab } from '@/entities/product/listParams'
import { useMoney } from '@/lib/config'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/filterPanels'

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
            className="flex h-7 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-accent-ink text-xs hover:brightness-95 max-desk:h-11"
          >
            <span className="max-w-60 truncate">{label}</span>
            <X size={13} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

interface Chip {
  label: string
  without: Partial<ListView>
}

function useChips(view: ListView): Chip[] {
  const nameOf = useCategoryName()
  const money = useMoney()
  const { category, status, quantityMin, quantityMax, priceMin, priceMax, owner } = view
  const hasTab = useHasTab(view)
  const one = (value: string, label: (value: string) => string, without: Partial<ListView>): Chip[] =>
    value ? [{ label: label(value), without }] : []
  return [
    ...category.map((slug) => ({
      label: text.categoryChip(nameOf(slug)),
      without: { category: category.filter((other) => other !== slug) },
    })),
    ...(status === 'all' || hasTab
      ? []
      : [{ label: text.statusChip(text.statusNames[status]), without: { status: 'all' as const } }]),
    ...one(quantityMin, (value) => text.quantityFromChip(formatCount(Number(value))), { quantityMin: '' }),
    ...one(quantityMax, (value) => text.quantityToChip(formatCount(Number(value))), { quantityMax: '' }),
    ...one(priceMin, (value) => text.priceFromChip(money(value)), { priceMin: '' }),
    ...one(priceMax, (value) => text.priceToChip(money(value)), { priceMax: '' }),
    ...one(owner, text.ownerChip, { owner: '' }),
  ]
}
