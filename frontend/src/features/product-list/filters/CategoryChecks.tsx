import { useCategories } from '@/entities/category/categories'
import * as text from '@/strings/filterPanels'

interface CategoryChecksProps {
  selected: string[]
  onChange: (selected: string[]) => void
}

/** One checkbox a category. */
export function CategoryChecks({ selected, onChange }: CategoryChecksProps) {
  const { data: categories = [] } = useCategories()
  function toggle(slug: string, checked: boolean) {
    onChange(checked ? [...selected, slug].sort() : selected.filter((other) => other !== slug))
  }
  return (
    <fieldset>
      <legend className="sr-only">{text.categories}</legend>
      {categories.map(({ slug, name }) => (
        <label
          key={slug}
          className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded px-2 hover:bg-sunken desk:min-h-8"
        >
          <input
            type="checkbox"
            checked={selected.includes(slug)}
            onChange={(event) => toggle(slug, event.target.checked)}
            className="size-4 accent-accent"
          />
          <span className="min-w-0 truncate">{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
