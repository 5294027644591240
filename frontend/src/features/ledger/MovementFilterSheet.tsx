import * as text from '@/strings/movements'
import { FilterGroup, FilterSheet } from '@/ui/FilterSheet'
import { ActorInput, DateInputs, ReasonChecks } from './FilterInputs'
import { type MovementFilterProps, ProductFilter } from './MovementFilterBar'

/** The filters of movements where there is no room for them in a line. */
export function MovementFilterSheet({ filters, active, onChange, onClear }: MovementFilterProps) {
  return (
    <FilterSheet active={active} onClear={onClear}>
      <ProductFilter filters={filters} onChange={onChange} />
      <FilterGroup title={text.reason}>
        <ReasonChecks selected={filters.reason} onChange={(reason) => onChange({ reason })} />
      </FilterGroup>
      <FilterGroup title={text.who}>
        <ActorInput value={filters.actor} onChange={(actor) => onChange({ actor })} />
      </FilterGroup>
      <FilterGroup title={text.when}>
        <DateInputs filters={filters} onChange={onChange} />
      </FilterGroup>
    </FilterSheet>
  )
}
