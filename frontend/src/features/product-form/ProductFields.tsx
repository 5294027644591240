import { Plus, ScanBarcode } from 'lucide-react'
import { type ComponentProps, type ReactNode, Suspense, useEffect, useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { useCategories } from '@/entities/category/categories'
import { can, usePerson } from '@/entities/user/can'
import { announcer } from '@/lib/announcer'
import { useConfig } from '@/lib/config'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { readCode } from '@/lib/shellDialog'
import { useMediaQuery } from '@/lib/useMediaQuery'
import * as words from '@/strings/productForm'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import type { ProductField, ProductValues } from './schema'

interface ProductFieldsProps {
  form: UseFormReturn<ProductValues>
  isNew: boolean
  /** The focus is in the first field from the start. */
  autoFocus: boolean
}

const wide = 'col-span-2'
const half = 'col-span-2 @sm:col-span-1'
const figure = inputStyles('text-right tabular-nums')
const code = inputStyles('font-mono')

export function ProductFields({ form, isNew, autoFocus }: ProductFieldsProps) {
  const currency = useConfig()?.currency
  const text = { form, type: 'text' } as const
  return (
    <div className="grid min-w-0 flex-1 grid-cols-2 content-start gap-x-4 gap-y-5">
      <TextField {...text} name="name" autoFocus={autoFocus} place={wide} className={inputStyles()} />
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
      <BarcodeField form={form} isNew={isNew} />
      <DescriptionField form={form} />
      <ActiveField form={form} />
    </div>
  )
}

type Form = Pick<ProductFieldsProps, 'form'>

interface TextFieldProps extends Form, Omit<ComponentProps<'input'>, 'form'> {
  /** What is scanned into it takes the place of what was there; `home`: also what is scanned elsewhere in the form. */
  'data-code'?: '' | 'home'
  name: ProductField
  label?: string
  hint?: ReactNode
  optional?: boolean
  /** Where it stands in the grid. */
  place?: string
  /** Beside the input. */
  button?: ReactNode
}

function TextField({
  form,
  name,
  label = words.fields[name],
  hint,
  optional,
  place,
  button,
  ...input
}: TextFieldProps) {
  const error = form.formState.errors[name]?.message
  return (
    <Field label={label} error={error} hint={hint} optional={optional} className={place}>
      {(control) => (
        <div className="flex gap-1">
          <input autoComplete="off" spellCheck={false} {...input} {...control} {...form.register(name)} />
          {button}
        </div>
      )}
    </Field>
  )
}

function BarcodeField({ form, isNew }: Pick<ProductFieldsProps, 'form' | 'isNew'>) {
  // Where there is a finger, there is most likely a camera.
  const hasCamera = useMediaQuery('(pointer: coarse)')
  const barcode = useWatch({ control: form.control, name: 'barcode' })
  useEffect(() => {
    // It came from elsewhere: from the camera, or a scanner.
    if (barcode && document.activeElement?.getAttribute('name') !== 'barcode') {
      announcer.say(words.barcodeIs(barcode), 'barcode')
    }
  }, [barcode])
  return (
    <TextField
      form={form}
      type="text"
      name="barcode"
      data-code={isNew ? 'home' : ''}
      optional
      place={half}
      className={code}
      button={
        hasCamera && (
          <button
            type="button"
            aria-label={words.scanCode}
            title={words.scanCode}
            aria-haspopup="dialog"
            onClick={() =>
              readCode({
                onCode: (found) =>
                  form.setValue('barcode', found, { shouldDirty: true, shouldValidate: true }),
              })
            }
            className={cx(iconButtonStyles, 'border border-edge desk:size-9')}
          >
            <ScanBarcode size={18} aria-hidden="true" />
          </button>
        )
      }
    />
  )
}

const NewCategoryDialog = lazyPart(
  async () => (await import('@/entities/category/NewCategoryDialog')).NewCategoryDialog,
)

function CategoryField({ form }: Form) {
  const { data: categories = [] } = useCategories()
  const mayCreate = can(usePerson(), 'category:create')
  const [isAdding, setAdding] = useState(false)
  // The browser would show another choice if the product's own were not there from the start.
  const own = useWatch({ control: form.control, name: 'category' })
  const options =
    !own || categories.some(({ slug }) => slug === own)
      ? categories
      : [...categories, { slug: own, name: own }]
  return (
    <Field label={words.fields.category} error={form.formState.errors.category?.message} className={half}>
      {(control) => (
        <div className="flex gap-1">
          <select
            {...control}
            {...form.register('category')}
            // Controlled: a category that was just added is chosen before it is among the options.
            value={own}
            className={inputStyles('min-w-0')}
          >
            <option value="" disabled>
              {words.choose}
            </option>
            {options.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
          {mayCreate && (
            <button
              type="button"
              aria-label={words.newCategory}
              title={words.newCategory}
              aria-haspopup="dialog"
              onClick={() => setAdding(true)}
              className={cx(iconButtonStyles, 'border border-edge desk:size-9')}
            >
              <Plus size={16} aria-hidden="true" />
            </button>
          )}
          {isAdding && (
            <Suspense>
              <NewCategoryDialog
                onClose={() => setAdding(false)}
                onCreated={({ slug }) =>
                  form.setValue('category', slug, {
                    shouldDirty: true,
                    shouldValidate: form.formState.isSubmitted,
                  })
                }
              />
            </Suspense>
          )}
        </div>
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
