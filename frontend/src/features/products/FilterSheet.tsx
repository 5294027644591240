import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/Button'
import { Sheet } from '@/components/Sheet'
import { CategoryChecks } from './CategoryChecks'
import type { ListView } from './listParams'
import { SortSelect } from './SortSelect'
import { StatusTabs } from './StatusTabs'

interface FilterSheetProps {
  view: ListView
  onChange: (part: Partial<ListView>) => void
  onClear: () => void
}

/** The phone's filters. Every choice takes effect behind the sheet at once. */
export function FilterSheet({ view, onChange, onClear }: FilterSheetProps) {
  const active = view.category.length + (view.status === 'all' ? 0 : 1)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={active ? `Filters, ${active} active` : 'Filters'}
        onClick={() => setOpen(true)}
        className="relative inline-flex size-11 shrink-0 items-center justify-center rounded border border-edge bg-surface text-ink"
      >
        <SlidersHorizontal size={18} aria-hidden="true" />
        {active > 0 && (
          <span className="-top-1.5 -right-1.5 absolute flex size-5 items-center justify-center rounded-full bg-accent font-semibold text-white text-xs">
            {active}
          </span>
        )}
      </button>
      <Sheet
        title="Filters"
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <Button onClick={onClear} className="w-full">
            Clear filters
          </Button>
        }
      >
        <div className="space-y-5">
          <section>
            <h3 className="mb-1.5 font-medium text-muted">Status</h3>
            <StatusTabs
              value={view.status}
              onChange={(status) => onChange({ status })}
              className="-mx-1 flex-wrap"
            />
          </section>
          <section>
            <h3 className="mb-1.5 font-medium text-muted">Sort</h3>
            <SortSelect
              value={view.sort}
              searching={view.search !== ''}
              onChange={(sort) => onChange({ sort })}
            />
          </section>
          <section>
            <h3 className="mb-1 font-medium text-muted">Category</h3>
            <CategoryChecks selected={view.category} onChange={(category) => onChange({ category })} />
          </section>
        </div>
      </Sheet>
    </>
  )
}
