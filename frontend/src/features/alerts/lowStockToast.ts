import { toast } from 'sonner'
import type { Product } from '@/entities/product/types'
import { formatCount } from '@/lib/format'
import { isolate } from '@/lib/isolate'
import * as text from '@/strings/alerts'

const SHOWN_MS = 10_000

export function showLowStock(products: Product[], go: (path: string) => void): void {
  const [only] = products
  if (products.length === 1 && only) {
    const { name, quantity, reorder_level: level } = only
    const left = formatCount(quantity)
    toast.warning(quantity === 0 ? text.wentOut(name) : text.wentLow(name), {
      description: level === null ? text.left(left) : text.leftOfLevel(left, formatCount(level)),
      duration: SHOWN_MS,
      action: { label: text.view, onClick: () => go(`/products/${only.id}`) },
    })
    return
  }
  const names = products.slice(0, 3).map(({ name }) => isolate(name))
  const others = products.length - names.length
  const listed = names.join(', ')
  toast.warning(text.manyWentLow(products.length), {
    description: others > 0 ? text.namesAndMore(listed, others) : listed,
    duration: SHOWN_MS,
    action: { label: text.reorderList, onClick: () => go('/reorder') },
  })
}
