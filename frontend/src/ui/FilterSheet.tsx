import { type ReactNode, useState } from 'react'
import * as text from '@/strings/filterSheet'
import { Button } from './Button'
import { FilterButton } from './FilterButton'
import { Sheet } from './Sheet'

interface FilterSheetProps {
  /** How many filters are set. */
  active: number
  onClear: () => void
  children: ReactNode
}

/** The filters of a list where there is no room for them in a line: a button with their number, and a sheet. */
export function FilterSheet({ active, onClear, children }: FilterSheetProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <FilterButton active={active} onOpen={() => setOpen(true)} />
      <Sheet
        title={text.filters}
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <Button onClick={onClear} className="w-full">
            {text.clearFilters}
          </Button>
        }
      >
        <div className="space-y-5">{children}</div>
      </Sheet>
    </>
  )
}

/** One group of choices in the sheet. */
export function FilterGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-muted">{title}</h3>
      {children}
    </section>
  )
}
