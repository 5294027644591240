import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { buttonStyles } from '@/components/buttonStyles'
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
  const label = first === undefined ? 'Category' : nameOf(first)
  return (
    <Popover.Root>
      <Popover.Trigger className={buttonStyles('secondary', selected.length > 0 ? 'border-accent-ink' : '')}>
        <span className="max-w-40 truncate">{label}</span>
        {selected.length > 1 && <span className="text-muted">+{selected.length - 1}</span>}
        <ChevronDown size={14} aria-hidden="true" className="text-muted" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          aria-label="Category"
          className="z-30 max-h-96 w-56 animate-rise overflow-y-auto rounded bg-surface p-1 shadow-raised"
        >
          <CategoryChecks selected={selected} onChange={onChange} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
