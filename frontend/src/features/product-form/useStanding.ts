import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Product } from '@/entities/product/types'
import * as text from '@/strings/productForm'
import { useLive } from '@/sync/useLive'
import { isBehind, type MergeField, rebase, type Standing } from './merge'
import { isProductField, type ProductValues, toValues } from './schema'
import type { Picture } from './usePicture'

interface Options {
  form: UseFormReturn<ProductValues>
  picture: Picture
  /** The product as it was when the form opened; null to add one. */
  product: Product | null
  /** The newest version that reached this screen. */
  latest: Product | null | undefined
}

/** Keeps an edit in step with its product, without touching what was typed. */
export function useStanding({ form, picture, product, latest }: Options) {
  const [standing, setStanding] = useState<Standing | null>(
    product && { base: product, conflicts: [], taken: [] },
  )
  // Saving moves the standing and goes on with it, between two renders.
  const now = useRef(standing)
  const [actor, setActor] = useState<string | null>(null)
  const { changes } = useLive()
  const { isSending } = picture

  function put(next: Standing | null) {
    now.current = next
    setStanding(next)
  }

  /** Takes a newer version in, and returns where the edit stands then; null when it adds a product. */
  function take(row: Product | null | undefined, held?: MergeField): Standing | null {
    const before = now.current
    if (!before || !row || row.id !== before.base.id || !isBehind(before.base, row)) return before
    const mine = { values: form.getValues(), hasPicture: picture.tiles !== undefined }
    const next = rebase(before, row, mine, held)
    const fresh = toValues(next.base)
    for (const field of next.taken) {
      if (isProductField(field) && field !== held) form.setValue(field, fresh[field])
    }
    put(next)
    return next
  }

  const follow = useEffectEvent((row: Product) => {
    const recent = changes.getRecent(row.id)
    setActor(recent?.own ? text.you : (recent?.actor ?? null))
    take(row, focusedField())
  })
  useEffect(() => {
    if (latest && !isSending.current) follow(latest)
  }, [latest, isSending])

  return {
    standing,
    take,
    /** The field that had the focus lost it: what waited for that comes in. */
    release: () => take(latest),
    /** Who made the last change that came in, where that is known. */
    actor,
    decide: (fields: readonly MergeField[]) => {
      const at = now.current
      if (at) put({ ...at, conflicts: at.conflicts.filter((field) => !fields.includes(field)) })
    },
    clash: (fields: readonly MergeField[]) => {
      const at = now.current
      if (at) put({ ...at, conflicts: [...new Set([...at.conflicts, ...fields])] })
    },
    /** Stands on this version from now on; null: on none, as a new product. */
    standOn: (row: Product | null) => put(row && { base: row, conflicts: [], taken: [] }),
  }
}

function focusedField(): MergeField | undefined {
  const { activeElement } = document
  const name = activeElement instanceof HTMLElement ? activeElement.getAttribute('name') : null
  return name !== null && isProductField(name) ? name : undefined
}
