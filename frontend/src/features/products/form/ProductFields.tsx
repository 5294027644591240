import type { UseFormReturn } from 'react-hook-form'
import { Field } from '@/components/Field'
import { inputStyles } from '@/components/inputStyles'
import { useCategories } from '@/features/products/categories'
import { useConfig } from '@/lib/config'
import { FIELD_LABELS, type ProductField, type ProductValues } from './schema'

interface ProductFieldsProps {
  form: UseFormReturn<ProductValues>
  isNew: boolean
}

export function ProductFields({ form, isNew }: ProductFieldsProps) {
  const { register, formState } = form
  const currency = useConfig()?.currency
  const { data: categories = [] } = useCategories()
  // The browser would show another choice if the product's own were not there from the start.
  const own = form.formState.defaultValues?.category
  const options =
    !own || categories.some(({ slug }) => slug === own)
      ? categories
      : [...categories, { slug: own, name: own }]

  const common = (name: ProductField) => ({
    label: FIELD_LABELS[name],
    error: formState.errors[name]?.message,
  })

  return (
    <div className="grid min-w-0 flex-1 grid-cols-2 content-start gap-x-4 gap-y-5">
      <Field {...common('name')} className="col-span-2">
        {(control) => (
          <input {...control} {...register('name')} autoComplete="off" className={inputStyles()} />
        )}
      </Field>
      <Field {...common('category')} className="col-span-2 sm:col-span-1">
        {(control) => (
          <select {...control} {...register('category')} className={inputStyles()}>
            <option value="" disabled>
              Choose…
            </option>
            {options.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        {...common('price')}
        label={currency ? `Price (${currency})` : 'Price'}
        className="col-span-2 sm:col-span-1"
      >
        {(control) => (
          <input
            {...control}
            {...register('price')}
            inputMode="decimal"
            autoComplete="off"
            className={figureStyles}
          />
        )}
      </Field>
      <Field {...common('quantity')}>
        {(control) => (
          <input
            {...control}
            {...register('quantity')}
            inputMode="numeric"
            autoComplete="off"
            className={figureStyles}
          />
        )}
      </Field>
      <Field {...common('reorder_level')} optional hint="Marked Low at or under this.">
        {(control) => (
          <input
            {...control}
            {...register('reorder_level')}
            inputMode="numeric"
            autoComplete="off"
            className={figureStyles}
          />
        )}
      </Field>
      <Field
        {...common('sku')}
        optional={isNew}
        hint={isNew ? 'Made for you when left empty.' : undefined}
        className="col-span-2 sm:col-span-1"
      >
        {(control) => (
          <input
            {...control}
            {...register('sku')}
            autoComplete="off"
            spellCheck={false}
            className={codeStyles}
          />
        )}
      </Field>
      <Field {...common('barcode')} optional className="col-span-2 sm:col-span-1">
        {(control) => (
          <input
            {...control}
            {...register('barcode')}
            autoComplete="off"
            spellCheck={false}
            className={codeStyles}
          />
        )}
      </Field>
      <Field {...common('description')} optional className="col-span-2">
        {(control) => (
          <textarea
            {...control}
            {...register('description')}
            rows={5}
            className={inputStyles('h-auto! resize-y py-2')}
          />
        )}
      </Field>
      <label className="col-span-2 flex min-h-11 cursor-pointer items-center gap-3 desk:min-h-8">
        <input type="checkbox" {...register('is_active')} className="size-4.5 accent-accent" />
        <span>
          <span className="block font-medium">Active</span>
          <span className="text-muted text-xs">Inactive products stay in the list, marked as such.</span>
        </span>
      </label>
    </div>
  )
}

const figureStyles = inputStyles('text-right tabular-nums')
const codeStyles = inputStyles('font-mono')
