import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useNamesAhead } from '@/entities/user/NamePicker'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/filters'
import { type FilterName, FilterPanel } from './FilterPanel'
import { filtersOf, type ListToolbarProps, usesOf } from './filtersOf'

/** What a desk's list can be filtered by: the names, and under the one that is chosen its choices. */
export function FilterMenu({ view, scope, onChange }: Pick<ListToolbarProps, 'view' | 'scope' | 'onChange'>) {
  const [open, setOpen] = useState<FilterName | null>(null)
  useNamesAhead()
  return (
    <fieldset>
      <legend className="sr-only">{text.filters}</legend>
      {filtersOf(scope).map((name) => (
        <Section
          key={name}
          name={name}
          uses={usesOf(view, name)}
          isOpen={open === name}
          onToggle={() => setOpen(open === name ? null : name)}
        >
          <FilterPanel name={name} view={view} onChange={onChange} />
        </Section>
      ))}
    </fieldset>
  )
}

interface SectionProps {
  name: Exclude<FilterName, 'sort'>
  /** How many filters of this kind are set. */
  uses: number
  isOpen: boolean
  onToggle: () => void
  children: React.ReactNode
}

function Section({ name, uses, isOpen, onToggle, children }: SectionProps) {
  const id = useId()
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={onToggle}
        className="flex h-8 w-full items-center gap-2 rounded px-2 font-medium hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <span>{text.filterNames[name]}</span>
        {uses > 0 && <span className="text-accent-ink">{` ${formatCount(uses)}`}</span>}
        <ChevronDown
          size={14}
          aria-hidden="true"
          className={cx('ms-auto text-muted transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      {isOpen && (
        <div id={id} className="mb-1 border-line border-b pb-1 last:mb-0 last:border-0">
          {children}
        </div>
      )}
    </>
  )
}
