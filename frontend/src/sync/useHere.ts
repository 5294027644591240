import { useSyncExternalStore } from 'react'
import { isolate } from '@/lib/isolate'
import { formatList } from '@/lib/locale'
import * as text from '@/strings/live'
import { type Here, hereOf } from './hereStore'
import { useLive } from './useLive'

/** Who else is here, null while that is not known; and says that this screen is looked at. */
export function useHere(): Here | null {
  const store = hereOf(useLive())
  return useSyncExternalStore(store.subscribe, store.get)
}

/** "ana is editing", of the others at this product; empty when nobody is. Draws again when it changes. */
export function useEditingWords(productId: number): string {
  const store = hereOf(useLive())
  return useSyncExternalStore(store.subscribe, () => {
    const edits = store.get()?.editing.filter(({ product }) => product === productId) ?? []
    const names = formatList(edits.map(({ username }) => isolate(username)))
    return edits.length > 0 ? text.areEditing(edits.length, names) : ''
  })
}
