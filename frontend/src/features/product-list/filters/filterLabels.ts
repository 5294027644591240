import { useCategoryName } from '@/entities/category/categories'
import { type ListView, useHasTab } from '@/entities/product/listParams'
import { useMoney } from '@/lib/config'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/filterPanels'

interface Chip {
  label: string
  without: Partial<ListView>
}

/** What a list is filtered by beside the search, in words. */
export function useFilterLabels(view: ListView): string[] {
  const hasTab = useHasTab(view)
  const labels = useChips(view).map(({ label }) => label)
  return hasTab ? [text.statusChip(text.statusNames[view.status]), ...labels] : labels
}

/** The same without what a tab of its own says, and what the list is without each. */
export function useChips(view: ListView): Chip[] {
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
