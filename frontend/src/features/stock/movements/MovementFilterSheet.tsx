import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/Button'
import { Sheet } from '@/components/Sheet'
import { ActorInput, DateInputs, ReasonChecks } from './FilterInputs'
import { type MovementFilterProps, ProductFilter } from './MovementFilterBar'

/** The filters of movements where there is no room for them in a line. */
export function MovementFilterSheet({ filters, active, onChange, onClear }: MovementFilterProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={active ? `Filters, ${active} active` : 'Filters'}
        onClick={() => setOpen(true)}
        className="relative inline-flex size-11 desk:size-9 shrink-0 items-center justify-center rounded border border-edge bg-surface text-ink"
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
          <ProductFilter filters={filters} onChange={onChange} />
          <section>
            <h3 className="mb-1 font-medium text-muted">Reason</h3>
            <ReasonChecks selected={filters.reason} onChange={(reason) => onChange({ reason })} />
          </section>
          <section>
            <h3 className="mb-1.5 font-medium text-muted">Who</h3>
            <ActorInput value={filters.actor} onChange={(actor) => onChange({ actor })} />
          </section>
          <section>
            <h3 className="mb-1.5 font-medium text-muted">When</h3>
            <DateInputs filters={filters} onChange={onChange} />
          </section>
        </div>
      </Sheet>
    </>
  )
}
