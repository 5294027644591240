import { Plus } from 'lucide-react'
import { useState } from 'react'
import { NewCategoryDialog } from '@/entities/category/NewCategoryDialog'
import { CategoryList } from '@/features/categories/CategoryList'
import { useCountedCategories } from '@/features/categories/categories'
import * as text from '@/strings/categories'
import { Button } from '@/ui/Button'
import { SettingsFrame } from './SettingsLayout'

/** What kinds of products there are here: their names, their order, and which goes into which. */
export function CategoriesPage() {
  const { data } = useCountedCategories()
  const [isAdding, setAdding] = useState(false)
  return (
    <SettingsFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">{data && text.count(data.length)}</span>
      }
      actions={
        <Button variant="primary" aria-haspopup="dialog" onClick={() => setAdding(true)}>
          <Plus size={16} aria-hidden="true" />
          {text.add}
        </Button>
      }
    >
      <div className="max-w-3xl">
        <p className="mb-3 text-muted max-desk:px-4">{text.lead}</p>
        <CategoryList />
      </div>
      {isAdding && <NewCategoryDialog onClose={() => setAdding(false)} />}
    </SettingsFrame>
  )
}
