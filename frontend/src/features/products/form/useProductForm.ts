import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { useCreateProduct, useUpdateProduct } from '@/features/products/mutations'
import { etagOf } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { ApiError, errorMessage, type FieldErrors } from '@/lib/api/errors'
import type { Conflict } from './ConflictDialog'
import {
  emptyValues,
  FIELD_NAMES,
  type ProductField,
  type ProductValues,
  productSchema,
  toDraft,
  toValues,
} from './schema'
import { type Picture, usePicture } from './usePicture'

interface Options {
  /** The product as it was when the form opened; null to add one. */
  product: Product | null
  onSaved: (saved: Product) => void
}

/** The state of the product form: drafts, picture, saving, and what the server said about it. */
export function useProductForm({ product, onSaved }: Options) {
  // What the edit is based on. Live changes never touch it; only a person's answer does.
  const [base, setBase] = useState(product)
  const form = useForm<ProductValues>({
    resolver: zodResolver(productSchema),
    defaultValues: base ? toValues(base) : emptyValues,
  })
  const picture = usePicture()
  const [summary, setSummary] = useState<string[]>([])
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const { send, isSaving } = useSend(form, picture)

  /** Saves over a version: the one the edit is based on, or the newer one a person has seen. */
  const saveOver = (over: Product | null) =>
    form.handleSubmit(async (values) => {
      setSummary([])
      picture.setError(undefined)
      try {
        onSaved(await send(values, over))
      } catch (error) {
        const current = currentRow(error)
        const isConflict = base !== null && current !== undefined
        setConflict(isConflict ? { base, draft: toDraft(values, dirtyFields(form)), current } : null)
        if (!isConflict) setSummary(showErrors(error, form, picture))
      }
    })

  /** Starts the edit again from another version, giving up what was typed. */
  function startFrom(row: Product) {
    setBase(row)
    form.reset(toValues(row))
    picture.reset()
    setConflict(null)
    setSummary([])
  }

  return {
    form,
    base,
    picture,
    summary,
    isSaving,
    isDirty: form.formState.isDirty || picture.value !== undefined,
    submit: saveOver(base),
    startFrom,
    conflict: {
      conflict,
      onKeepMine: saveOver(conflict?.current ?? base),
      onTakeTheirs: () => conflict && startFrom(conflict.current),
      onClose: () => setConflict(null),
    },
  }
}

/** Sends the form: everything filled in for a new product, only what was changed for an existing one. */
function useSend(form: UseFormReturn<ProductValues>, picture: Picture) {
  const create = useCreateProduct()
  const update = useUpdateProduct()

  async function send(values: ProductValues, over: Product | null): Promise<Product> {
    const image = picture.value
    const onProgress = image instanceof File ? picture.setProgress : undefined
    onProgress?.(0)
    try {
      const draft = toDraft(values, over ? dirtyFields(form) : filledFields(values))
      const write = { draft, image, onProgress }
      const saved = over
        ? await update.mutateAsync({ ...write, id: over.id, etag: etagOf(over) })
        : await create.mutateAsync(write)
      return saved.row
    } finally {
      picture.setProgress(null)
    }
  }
  return { send, isSaving: create.isPending || update.isPending }
}

function dirtyFields(form: UseFormReturn<ProductValues>): ProductField[] {
  return FIELD_NAMES.filter((field) => form.formState.dirtyFields[field])
}

/** Optional fields left empty are not sent, so that the server's own defaults apply. */
function filledFields(values: ProductValues): ProductField[] {
  return FIELD_NAMES.filter((field) => values[field] !== '')
}

/** Puts messages on their fields, focuses the first, and returns those that have no field here. */
function showErrors(error: unknown, form: UseFormReturn<ProductValues>, picture: Picture): string[] {
  const fields: FieldErrors = error instanceof ApiError ? error.fields : {}
  if (Object.keys(fields).length === 0) return [errorMessage(error)]
  const named = FIELD_NAMES.filter((field) => fields[field])
  for (const field of named) form.setError(field, { message: fields[field]?.join(' ') })
  if (named[0]) form.setFocus(named[0])
  picture.setError(fields.image?.join(' '))
  const shown = new Set<string>([...named, 'image'])
  return Object.entries(fields).flatMap(([field, messages]) => (shown.has(field) ? [] : messages))
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}
