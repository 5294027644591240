import { selection } from '@/entities/product/selection/store'
import type { ChangeStore } from '@/sync/changeStore'

/** Takes products out of the selection as they are deleted, here or elsewhere. Returns what ends it. */
export function followDepartures(changes: ChangeStore): () => void {
  const followed = new Map<number, () => void>()
  function follow() {
    const ids = new Set(selection.getPicked().map(({ id }) => id))
    for (const [id, unfollow] of followed) {
      if (ids.has(id)) continue
      unfollow()
      followed.delete(id)
    }
    for (const id of ids) {
      if (followed.has(id)) continue
      const look = () => changes.getDeparture(id) && selection.drop(id)
      followed.set(id, changes.subscribe(id, look))
      look()
    }
  }
  const unsubscribe = selection.subscribe(follow)
  follow()
  return () => {
    unsubscribe()
    for (const unfollow of followed.values()) unfollow()
  }
}
