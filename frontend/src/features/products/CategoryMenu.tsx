import { ChevronDown } from 'lucide-react'
import { buttonStyles } from '@/components/buttonStyles'
import { DropPanel } from '@/components/DropPanel'
import { CategoryChecks } from './CategoryChecks'
import { useCategoryName } from './categories'

interface CategoryMenuProps {
  selected: string[]
  onChange: (selected: string[]) => void
}

/** The desk's category filter: a button that names the choice, and the checkboxes under it. */
export function CategoryMenu({ selected, onChange }: CategoryMenuProps) {
  const nameOf = useCategoryName()
  const [first] = selected
  return (
    <DropPanel
      buttonClassName={buttonStyles('secondary', selected.length > 0 ? 'border-accent-ink' : '')}
      label={
        <>
          <span className="sr-only">Category: </span>
          <span className="max-w-40 truncate">{first === undefined ? 'All categories' : nameOf(first)}</span>
          {selected.length > 1 && <span className="text-muted">+{selected.length - 1}</span>}
          <ChevronDown size={14} aria-hidden="true" className="text-muted" />
        </>
      }
    >
      <CategoryChecks selected={selected} onChange={onChange} />
    </DropPanel>
  )
}
