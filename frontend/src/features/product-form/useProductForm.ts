import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { Product } from '@/entities/product/types'
import { useConfig } from '@/lib/config'
import type { Draft } from './drafts'
import { changedFields, type MergeField } from './merge'
import {
  emptyValues,
  isProductField,
  type ProductField,
  type ProductValues,
  productSchema,
  toValues,
} from './schema'
import { useCopiedPicture } from './useCopiedPicture'
import { useDraft } from './useDraft'
import { usePicture } from './usePicture'
import { useSaving } from './useSaving'
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
  /** `goesOn`: another product is to follow. */
  onSaved: (saved: Product, goesOn: boolean) => void
}

/** The state of the product form: what is typed, what others changed meanwhile, saving, and what the server said. */
export function useProductForm(options: Options) {
  const { product, latest, initial = emptyValues, initialPicture, place = 'new', onSaved } = options
  const currency = useConfig()?.currency
  const resolver = useMemo(() => zodResolver(productSchema(currency)), [currency])
  const form = useForm<ProductValues>({
    resolver,
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
  // What was added before its pictures failed is a product like any other.
  const id = base?.id ?? product?.id
  const draft = useDraft({ place: id === undefined ? place : String(id), base, values, changed, hasPicture })

  const saving = useSaving({
    form,
    picture,
    latest,
    take,
    standOn,
    onSaved: (saved, goesOn) => {
      draft.end()
      onSaved(saved, goesOn)
    },
    endDraft: draft.end,
  })
  const { submit, submitAndGoOn, stop, isSaving, isAsking, setAsking, summary } = saving

  return {
    form,
    base,
    picture,
    summary,
    isSaving,
    isDirty,
    submit,
    submitAndGoOn,
    stop,
    leave: () => {
      draft.end()
      saving.leave()
    },
    release,
    draft: { ...draft, restore },
    merge: {
      actor,
      taken: standing?.taken ?? [],
      conflicts: standing?.conflicts ?? [],
      isAsking,
      isGone: base !== null && (saving.isMissing || (base.id === product?.id && latest === null)),
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
    saving.clear()
    standOn(null)
  }
}

function useChanged(values: ProductValues, base: Product | null, initial: ProductValues) {
  const names = changedFields(values, base ? toValues(base) : initial).join()
  // The same list until another field is in it.
  return useMemo(() => names.split(',').filter(isProductField), [names])
}

/** The draft and somebody else changed the same field since the draft was begun. */
function isTornDraft(field: ProductField, { base: old, values }: Draft, base: Product | null): boolean {
  if (!old || !base || old[field] === base[field]) return false
  return values[field] !== toValues(base)[field]
}
