import { useState } from 'react'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import type { BulkFormProps } from '@/features/products/bulk/BulkForm'
import { useCategories } from '@/features/products/categories'
import * as text from '@/strings/bulk'
import { Meant } from './Meant'

export function CategoryForm({ target, onSubmit, onClose }: BulkFormProps) {
  const { data: categories = [] } = useCategories()
  const [category, setCategory] = useState('')
  const [isChecked, setChecked] = useState(false)
  function submit() {
    setChecked(true)
    if (category) onSubmit({ action: 'set_category', category })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.categoryTitle(target.count)}
      description={<Meant target={target} />}
      cancel={text.cancel}
      actions={
        <Button variant="primary" onClick={submit}>
          {text.setThem(target.count)}
        </Button>
      }
    >
      <Field
        label={text.category}
        error={isChecked && !category ? text.categoryMissing : undefined}
        className="mt-4"
      >
        {(control) => (
          <select
            {...control}
            value={category}
            onChange={(event) => setCategory(event.target.value)}
            className={inputStyles()}
          >
            <option value="" disabled>
              {text.chooseCategory}
            </option>
            {categories.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Dialog>
  )
}
