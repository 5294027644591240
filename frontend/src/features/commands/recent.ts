import { useEffect } from 'react'
import { useUserId } from '@/features/auth/session'
import { useProductInAddress } from './useProductInAddress'

const KEPT = 5

/** Ids of the products opened last on this device, newest first. */
export function recentProducts(userId: number | null): number[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isInteger(id)) : []
  } catch {
    return []
  }
}

/** Remembers every product that is opened. */
export function useNoteRecent(): void {
  const userId = useUserId()
  const id = useProductInAddress()
  useEffect(() => {
    if (!id || userId === null) return
    const others = recentProducts(userId).filter((other) => other !== id)
    localStorage.setItem(keyOf(userId), JSON.stringify([id, ...others].slice(0, KEPT)))
  }, [id, userId])
}

function keyOf(userId: number | null): string {
  return `lr.recent.${userId}`
}
