import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useCreateProduct, useUpdateProduct } from '@/features/products/mutations'
import { etagOf, type ProductDetail } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { ApiError, errorMessage } from '@/lib/api/errors'
import type { Conflict } from './ConflictDialog'
import type { ImageChoice } from './ImageField'
import {
  emptyValues,
  FIELD_NAMES,
  type ProductField,
  type ProductValues,
  productSchema,
  toDraft,
  toValues,
} from './schema'

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
    shouldFocusError: true,
  })
  const [image, setImage] = useState<ImageChoice>(undefined)
  const [imageError, setImageError] = useState<string>()
  const [summary, setSummary] = useState<string[]>([])
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [progress, setProgress] = useState<number | null>(null)
  const create = useCreateProduct()
  const update = useUpdateProduct()

  const isDirty = form.formState.isDirty || image !== undefined

  async function save(values: ProductValues, over: Product | null) {
    setSummary([])
    setImageError(undefined)
    setProgress(image instanceof File ? 0 : null)
    try {
      const saved = await send(values, over)
      onSaved(saved.row)
    } catch (error) {
      showFailure(error, values)
    } finally {
      setProgress(null)
    }
  }

  function send(values: ProductValues, over: Product | null): Promise<ProductDetail> {
    const draft = toDraft(values, over ? dirtyFields() : filledFields(values))
    const onProgress = image instanceof File ? setProgress : undefined
    if (!over) return create.mutateAsync({ draft, image, onProgress })
    return update.mutateAsync({ id: over.id, etag: etagOf(over), draft, image, onProgress })
  }

  function dirtyFields(): ProductField[] {
    return FIELD_NAMES.filter((field) => form.formState.dirtyFields[field])
  }

  function showFailure(error: unknown, values: ProductValues) {
    const current = currentRow(error)
    if (base && current) {
      setConflict({ base, draft: toDraft(values, dirtyFields()), current })
      return
    }
    setConflict(null)
    const fields = error instanceof ApiError ? error.fields : {}
    const others = showOnFields(fields)
    setSummary(Object.keys(fields).length > 0 ? others : [errorMessage(error)])
  }

  /** Puts messages on their fields, focuses the first, and returns those that have no field here. */
  function showOnFields(fields: Record<string, string[]>): string[] {
    const named = FIELD_NAMES.filter((field) => fields[field])
    for (const field of named) form.setError(field, { message: fields[field]?.join(' ') })
    if (named[0]) form.setFocus(named[0])
    setImageError(fields.image?.join(' '))
    return Object.entries(fields)
      .filter(([field]) => field !== 'image' && !named.some((name) => name === field))
      .flatMap(([, messages]) => messages)
  }

  /** Starts the edit again from another version, giving up what was typed. */
  function startFrom(row: Product) {
    setBase(row)
    form.reset(toValues(row))
    setImage(undefined)
    setImageError(undefined)
    setConflict(null)
    setSummary([])
  }

  return {
    form,
    base,
    isDirty,
    isSaving: create.isPending || update.isPending,
    summary,
    picture: {
      saved: base?.image ?? null,
      value: image,
      onChange: setImage,
      error: imageError,
      onError: setImageError,
      progress,
    },
    submit: form.handleSubmit((values) => save(values, base)),
    startFrom,
    conflict: {
      conflict,
      onKeepMine: form.handleSubmit((values) => save(values, conflict?.current ?? base)),
      onTakeTheirs: () => conflict && startFrom(conflict.current),
      onClose: () => setConflict(null),
    },
  }
}

/** Optional fields left empty are not sent, so that the server's own defaults apply. */
function filledFields(values: ProductValues): ProductField[] {
  return FIELD_NAMES.filter((field) => values[field] !== '')
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}
