import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo, useState } from 'react'
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form'
import { toast } from 'sonner'
import type { Product } from '@/features/products/types'
import { ApiError, errorMessage, type FieldErrors } from '@/lib/api/errors'
import * as text from '@/strings/productForm'
import type { Draft } from './drafts'
import { changedFields, type MergeField } from './merge'
import {
  emptyValues,
  FIELD_NAMES,
  isProductField,
  type ProductField,
  type ProductValues,
  productSchema,
  toValues,
} from './schema'
import { useCopiedPicture } from './useCopiedPicture'
import { useDraft } from './useDraft'
import { usePicture } from './usePicture'
import { Stopped, useSend } from './useSend'
import { useStanding } from './useStanding'

interface Options {
  /** The product as it was when the form opened; null to add one. */
  product: Product | null
  /** The newest version that reached this screen; null when it was deleted. */
  latest?: Product | null
  /** What the form of a new product starts with. */
  initial?: ProductValues
  /** A picture to start with, by its address in the API. */
  initialPicture?: string | null
  /** Names the draft of a new product. */
  place?: string
  onSaved: (saved: Product) => void
}

/** So often a save gives way to somebody else's before it says so. */
const TRIES = 5

/** The state of the product form: what is typed, what others changed meanwhile, saving, and what the server said. */
export function useProductForm(options: Options) {
  const { product, latest, initial = emptyValues, initialPicture, place = 'new', onSaved } = options
  const form = useForm<ProductValues>({
    resolver: zodResolver(productSchema),
    defaultValues: product ? toValues(product) : initial,
  })
  const picture = usePicture()
  useCopiedPicture(initialPicture, picture)
  const { standing, take, release, actor, decide, clash, standOn } = useStanding({
    form,
    picture,
    product,
    latest,
  })
  const base = standing?.base ?? null
  const values = { ...initial, ...useWatch({ control: form.control }) }
  const changed = useChanged(values, base, initial)
  const hasPicture = picture.isChanged
  const isDirty = changed.length > 0 || hasPicture
  const draft = useDraft({ place: product ? String(product.id) : place, base, values, changed, hasPicture })

  const [summary, setSummary] = useState<string[]>([])
  const [isAsking, setAsking] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const { send, stop, isSaving } = useSend(picture)

  function finish(saved: Product) {
    setAsking(false)
    draft.end()
    onSaved(saved)
  }

  const submit = form.handleSubmit(async (checked) => {
    setSummary([])
    picture.setError(undefined)
    const typed = form.getValues()
    try {
      const saved = await saveOver(checked, latest)
      if (!saved) return setAsking(true)
      const fresh = toValues(saved)
      const left = changedFields(form.getValues(), fresh)
      const since = changedFields(form.getValues(), typed).filter((field) => left.includes(field))
      if (since.length === 0) return finish(saved)
      // The form goes on from what is saved, with what was typed while it was sent.
      standOn(saved)
      for (const field of FIELD_NAMES) if (!since.includes(field)) form.setValue(field, fresh[field])
      picture.reset()
      toast.success(text.savedBeforeMore)
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) setMissing(true)
      setAsking(false)
      setSummary(
        error instanceof Stopped ? [text.uploadCancelled] : showErrors(error, form, picture.setError),
      )
    }
  })

  /** The saved row; null when somebody has to decide first. Gives way to changes that do not touch what is saved. */
  async function saveOver(
    checked: ProductValues,
    newest: Product | null | undefined,
  ): Promise<Product | null> {
    let current = newest
    for (let tries = 1; ; tries++) {
      const at = take(current)
      if (at && at.conflicts.length > 0) return null
      const over = at?.base ?? null
      // What was taken over just now is in the form, and not in what was checked.
      const fields = over ? changedFields(form.getValues(), toValues(over)) : filledFields(checked)
      // They changed it to the same: there is nothing left to save.
      if (over && fields.length === 0 && picture.value === undefined) return over
      try {
        return await send({ values: checked, fields, over })
      } catch (error) {
        current = currentRow(error)
        if (!current || tries === TRIES) throw error
      }
    }
  }

  return {
    form,
    base,
    picture,
    summary,
    isSaving,
    isDirty,
    submit,
    stop,
    release,
    draft: { ...draft, restore },
    merge: {
      actor,
      taken: standing?.taken ?? [],
      conflicts: standing?.conflicts ?? [],
      isAsking,
      isGone: base !== null && (latest === null || isMissing),
      stopAsking: () => setAsking(false),
      settle,
      startAsNew,
    },
  }

  /** Puts what an earlier visit left into the form, under what was typed since. */
  function restore() {
    const found = draft.offer
    if (!found) return
    const both = Object.keys(found.values)
      .filter(isProductField)
      .filter((field) => !changed.includes(field))
    for (const field of both) form.setValue(field, found.values[field] ?? '')
    clash(both.filter((field) => isTornDraft(field, found, base)))
    draft.settle()
  }

  /** What stands where both changed something: the fields of theirs that are taken; all others stay mine. */
  function settle(theirs: readonly MergeField[]) {
    const at = standing
    if (!at) return
    const fresh = toValues(at.base)
    for (const field of theirs) {
      if (field === 'image') picture.reset()
      else form.setValue(field, fresh[field])
    }
    decide(at.conflicts)
    setAsking(false)
    void submit()
  }

  /** The product is gone: what the form shows becomes a new one. */
  function startAsNew() {
    setMissing(false)
    setSummary([])
    standOn(null)
  }
}

function useChanged(values: ProductValues, base: Product | null, initial: ProductValues) {
  const names = changedFields(values, base ? toValues(base) : initial).join()
  // The same list until another field is in it.
  return useMemo(() => names.split(',').filter(isProductField), [names])
}

/** Optional fields left empty are not sent, so that the server's own defaults apply. */
function filledFields(values: ProductValues): ProductField[] {
  return FIELD_NAMES.filter((field) => values[field] !== '')
}

/** The draft and somebody else changed the same field since the draft was begun. */
function isTornDraft(field: ProductField, { base: old, values }: Draft, base: Product | null): boolean {
  if (!old || !base || old[field] === base[field]) return false
  return values[field] !== toValues(base)[field]
}

/** Puts messages on their fields, focuses the first, and returns those that have no field here. */
function showErrors(
  error: unknown,
  form: UseFormReturn<ProductValues>,
  setPictureError: (message: string | undefined) => void,
): string[] {
  const fields: FieldErrors = error instanceof ApiError ? error.fields : {}
  if (Object.keys(fields).length === 0) {
    const isAway = error instanceof ApiError && (error.status === 0 || error.status >= 500)
    return isAway ? [errorMessage(error), text.nothingLost] : [errorMessage(error)]
  }
  const named = FIELD_NAMES.filter((field) => fields[field])
  for (const field of named) form.setError(field, { message: fields[field]?.join(' ') })
  if (named[0]) form.setFocus(named[0])
  setPictureError(fields.image?.join(' '))
  const shown = new Set<string>([...named, 'image'])
  return Object.entries(fields).flatMap(([field, messages]) => (shown.has(field) ? [] : messages))
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}
