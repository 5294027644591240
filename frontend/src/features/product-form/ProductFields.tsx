import type { ComponentProps, ReactNode } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { useCategories } from '@/entities/category/categories'
import { useConfig } from '@/lib/config'
import * as words from '@/strings/productForm'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import type { ProductField, ProductValues } from './schema'

interface ProductFieldsProps {
  form: UseFormReturn<ProductValues>
  isNew: boolean
}

const wide = 'col-span-2'
const half = 'col-span-2 @sm:col-span-1'
const figure = inputStyles('text-right tabular-nums')
const code = inputStyles('font-mono')

export function ProductFields({ form, isNew }: ProductFieldsProps) {
  const currency = useConfig()?.currency
  const text = { form, type: 'text' } as const
  return (
    <div className="grid min-w-0 flex-1 grid-cols-2 content-start gap-x-4 gap-y-5">
      <TextField {...text} name="name" place={wide} className={inputStyles()} />
      <CategoryField form={form} />
      <TextField
        {...text}
        name="price"
        label={currency ? words.priceIn(currency) : words.fields.price}
        place={half}
        inputMode="decimal"
        className={figure}
      />
      <TextField {...text} name="quantity" inputMode="numeric" className={figure} />
      <TextField
        {...text}
        name="reorder_level"
        optional
        hint={words.reorderHint}
        inputMode="numeric"
        className={figure}
      />
      <TextField
        {...text}
        name="sku"
        data-code=""
        optional={isNew}
        hint={isNew ? words.skuHint : undefined}
        place={half}
        className={code}
      />
      <TextField {...text} name="barcode" data-code="" optional place={half} className={code} />
      <DescriptionField form={form} />
      <ActiveField form={form} />
    </div>
  )
}

type Form = Pick<ProductFieldsProps, 'form'>

interface TextFieldProps extends Form, Omit<ComponentProps<'input'>, 'form'> {
  /** What is scanned into it takes the place of what was there. */
  'data-code'?: ''
  name: ProductField
  label?: string
  hint?: ReactNode
  optional?: boolean
  /** Where it stands in the grid. */
  place?: string
}

function TextField({
  form,
  name,
  label = words.fields[name],
  hint,
  optional,
  place,
  ...input
}: TextFieldProps) {
  const error = form.formState.errors[name]?.message
  return (
    <Field label={label} error={error} hint={hint} optional={optional} className={place}>
      {(control) => (
        <input autoComplete="off" spellCheck={false} {...input} {...control} {...form.register(name)} />
      )}
    </Field>
  )
}

function CategoryField({ form }: Form) {
  const { data: categories = [] } = useCategories()
  // The browser would show another choice if the product's own were not there from the start.
  const own = useWatch({ control: form.control, name: 'category' })
  const options =
    !own || categories.some(({ slug }) => slug === own)
      ? categories
      : [...categories, { slug: own, name: own }]
  return (
    <Field label={words.fields.category} error={form.formState.errors.category?.message} className={half}>
      {(control) => (
        <select {...control} {...form.register('category')} className={inputStyles()}>
          <option value="" disabled>
            {words.choose}
          </option>
          {options.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function DescriptionField({ form }: Form) {
  const error = form.formState.errors.description?.message
  return (
    <Field label={words.fields.description} error={error} optional className={wide}>
      {(control) => (
        <textarea
          {...control}
          {...form.register('description')}
          rows={5}
          className={inputStyles('h-auto! resize-y py-2')}
        />
      )}
    </Field>
  )
}

function ActiveField({ form }: Form) {
  return (
    <label className="col-span-2 flex min-h-11 cursor-pointer items-center gap-3 desk:min-h-8">
      <input type="checkbox" {...form.register('is_active')} className="size-4.5 accent-accent" />
      <span>
        <span className="block font-medium">{words.fields.is_active}</span>
        <span className="text-muted text-xs">{words.activeHint}</span>
      </span>
    </label>
  )
}
