import { useCallback } from 'react'
import type { Product } from '@/entities/product/types'
import { shownUserId } from '@/lib/session'
import { useStore } from '@/lib/store'
import { stored } from '@/lib/stored'

/** What somebody means to order instead of what is suggested, and how many there were when they typed it. */
interface Order {
  count: number
  onHand: number
}

type Orders = Readonly<Record<string, Order>>

/** By product. Each person's own, for as long as the tab is open. */
const orders = stored<Orders>('lr.orders', { parse, print: JSON.stringify })

/** How many are to be ordered of a product, where somebody has said so. What has come in since makes it void. */
export function useOrders(): (product: Product) => number | undefined {
  const known = useStore({ subscribe: orders.subscribe, get: () => orders.get(shownUserId()) })
  return useCallback(
    ({ id, quantity }: Product) => {
      const order = known[id]
      return order && quantity <= order.onHand ? order.count : undefined
    },
    [known],
  )
}

/** Null: as many as are suggested. */
export function setOrder({ id, quantity }: Product, count: number | null): void {
  const { [id]: _, ...others } = orders.get(shownUserId())
  orders.set(count === null ? others : { ...others, [id]: { count, onHand: quantity } }, shownUserId())
}

function parse(text: string | null): Orders {
  const found: unknown = JSON.parse(text ?? '{}')
  if (typeof found !== 'object' || found === null) return {}
  return Object.fromEntries(Object.entries(found).filter(([, order]) => isOrder(order)))
}

function isOrder(value: unknown): value is Order {
  const { count, onHand } = (value ?? {}) as Partial<Order>
  return Number.isSafeInteger(count) && Number.isSafeInteger(onHand)
}
