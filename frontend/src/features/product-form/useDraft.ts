import { useEffect, useRef, useState } from 'react'
import type { Product } from '@/entities/product/types'
import { useUserId } from '@/entities/user/session'
import { type Draft, draftKey, dropDraft, keepDraft, readDraft } from './drafts'
import type { ProductField, ProductValues } from './schema'

interface Typed {
  /** Names the form: the product's id, or what is being added. */
  place: string
  base: Product | null
  values: ProductValues
  changed: readonly ProductField[]
  hasPicture: boolean
}

/** Keeps what is typed until it is saved or given up, and offers what an earlier visit left. */
export function useDraft({ place, base, values, changed, hasPicture }: Typed) {
  const userId = useUserId()
  const key = draftKey(userId, place)
  const [offer, setOffer] = useState<Draft | null>(() => readDraft(key))

  const isOver = useRef(false)
  const placeBefore = useRef(place)

  useEffect(() => {
    if (isOver.current) return
    if (placeBefore.current !== place) dropDraft(draftKey(userId, placeBefore.current))
    placeBefore.current = place
    if (changed.length === 0 && !hasPicture) {
      if (!offer) dropDraft(key)
      return
    }
    const typed = Object.fromEntries(changed.map((field) => [field, values[field]]))
    // Until somebody decides, what was found is kept under what is typed now.
    keepDraft(key, {
      base,
      values: { ...offer?.values, ...typed },
      hadPicture: hasPicture || offer?.hadPicture === true,
      at: new Date().toISOString(),
    })
  }, [userId, place, key, base, values, changed, hasPicture, offer])

  return {
    offer,
    /** Nothing is left to be offered: it was restored, or is not wanted. */
    settle: () => setOffer(null),
    /** What is typed is saved, or given up: the form is about to go. */
    end: () => {
      isOver.current = true
      dropDraft(key)
    },
  }
}
