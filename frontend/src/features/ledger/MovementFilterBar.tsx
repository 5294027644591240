import { ChevronDown, X } from 'lucide-react'
import type { MovementFilters } from '@/entities/movement/filters'
import { reasonLabel } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { clear } from '@/strings/filterSheet'
import * as text from '@/strings/movements'
import { Button } from '@/ui/Button'
import { DropPanel } from '@/ui/DropPanel'
import { inputStyles } from '@/ui/inputStyles'
import { SearchBox } from '@/ui/SearchBox'
import { ActorInput, DateInputs, ReasonChecks } from './FilterInputs'

export interface MovementFilterProps {
  filters: MovementFilters
  active: number
  onChange: (part: Partial<MovementFilters>, options?: { replace?: boolean }) => void
  onClear: () => void
}

export function MovementSearch({ filters, onChange }: Pick<MovementFilterProps, 'filters' | 'onChange'>) {
  return (
    <SearchBox
      value={filters.search}
      placeholder={text.searchHint}
      label={text.searchLabel}
      onChange={(search) => onChange({ search }, { replace: filters.search !== '' && search !== '' })}
    />
  )
}

/** The desk's filters, in one line. */
export function MovementFilterBar({ filters, active, onChange, onClear }: MovementFilterProps) {
  const [first, ...others] = filters.reason
  return (
    <div className={cx('flex h-12 items-center gap-1.5', active === 0 && 'print:hidden')}>
      <DropPanel
        buttonClassName={inputStyles(
          cx('flex items-center gap-2 desk:h-8!', first && 'border-accent-ink print:inline-flex!'),
        )}
        label={
          <>
            <span className="sr-only">{text.reasonIs} </span>
            <span>{first ? reasonLabel(first) : text.allReasons}</span>
            {others.length > 0 && <span className="text-muted">{`+${formatCount(others.length)}`}</span>}
            <ChevronDown size={14} aria-hidden="true" className="text-muted" />
          </>
        }
      >
        <ReasonChecks selected={filters.reason} onChange={(reason) => onChange({ reason })} />
      </DropPanel>
      <div className="w-32">
        <ActorInput value={filters.actor} onChange={(actor) => onChange({ actor })} />
      </div>
      <DateInputs filters={filters} onChange={onChange} compact />
      <ProductFilter filters={filters} onChange={onChange} />
      {active > 0 && (
        <Button variant="ghost" onClick={onClear}>
          {clear}
        </Button>
      )}
    </div>
  )
}

/** Says that the list is about one product, and lets go of it. */
export function ProductFilter({ filters, onChange }: Pick<MovementFilterProps, 'filters' | 'onChange'>) {
  if (!filters.product) return null
  return (
    <Button
      aria-label={text.oneProductLetGo}
      onClick={() => onChange({ product: undefined })}
      className="border-accent-ink"
    >
      {text.oneProduct}
      <X size={14} aria-hidden="true" />
    </Button>
  )
}
