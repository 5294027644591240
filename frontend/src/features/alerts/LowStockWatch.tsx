import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { loadPart } from '@/lib/loadPart'
import { useLive } from '@/sync/useLive'

/** Milliseconds: time to collect what goes low together, and the least time between two toasts. */
const COLLECT_MS = 1500
const APART_MS = 15_000

/** Tells when products that the person may adjust go low through somebody else: one toast, however many they are. */
export function LowStockWatch({ onTell }: { onTell: () => void }) {
  const live = useLive()
  const navigate = useNavigate()
  const person = usePerson()
  const latest = useRef({ person, navigate, onTell })
  latest.current = { person, navigate, onTell }

  useEffect(() => {
    const low = new Map<number, Product>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let toldAt = Number.NEGATIVE_INFINITY
    async function tell() {
      timer = undefined
      // Asked now and not as they come: what the person may do is known a moment after the first changes.
      const products = [...low.values()].filter((row) => can(latest.current.person, 'stock:adjust', row))
      low.clear()
      if (products.length === 0) return
      toldAt = performance.now()
      latest.current.onTell()
      const { showLowStock } = await loadPart(() => import('./lowStockToast'))
      showLowStock(products, (path) => latest.current.navigate(path))
    }
    const unfollow = live.follow((changes) => {
      for (const { row, extras, actor } of changes ?? []) {
        const alert = extras?.alert
        // Whoever took the last ones has seen it happen.
        if (alert === 'low' && actor !== live.username()) low.set(row.id, row)
        else if (alert === 'recovered') low.delete(row.id)
      }
      if (low.size > 0)
        timer ??= setTimeout(tell, Math.max(COLLECT_MS, toldAt + APART_MS - performance.now()))
    })
    return () => {
      clearTimeout(timer)
      unfollow()
    }
  }, [live])
  return null
}
