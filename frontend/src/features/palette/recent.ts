import { useEffect } from 'react'
import { useProductInAddress } from '@/entities/product/useProductInAddress'
import { useUserId } from '@/entities/user/session'
import { stored } from '@/lib/stored'

const KEPT = 5

const recent = stored<number[]>('lr.recent', {
  parse(text) {
    const ids: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isInteger(id)) : []
  },
  print: JSON.stringify,
})

/** Ids of the products opened last on this device, newest first. */
export function recentProducts(userId: number | null): number[] {
  return recent.get(userId)
}

/** Remembers every product that is opened. */
export function useNoteRecent(): void {
  const userId = useUserId()
  const id = useProductInAddress()
  useEffect(() => {
    if (!id || userId === null) return
    const others = recentProducts(userId).filter((other) => other !== id)
    recent.set([id, ...others].slice(0, KEPT), userId)
  }, [id, userId])
}
