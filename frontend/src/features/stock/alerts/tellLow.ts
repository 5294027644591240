import { toast } from 'sonner'
import type { Product } from '@/features/products/types'
import { formatCount } from '@/lib/format'

const SHOWN_MS = 10_000

export function tellLow(products: Product[], go: (path: string) => void): void {
  const [only] = products
  if (products.length === 1 && only) {
    const level = only.reorder_level === null ? '' : `, reorder at ${formatCount(only.reorder_level)}`
    toast.warning(only.quantity === 0 ? `${only.name} is out of stock` : `${only.name} is low`, {
      description: `${formatCount(only.quantity)} left${level}`,
      duration: SHOWN_MS,
      action: { label: 'View', onClick: () => go(`/products/${only.id}`) },
    })
    return
  }
  const names = products.slice(0, 3).map(({ name }) => name)
  const others = products.length - names.length
  toast.warning(`${formatCount(products.length)} products went low`, {
    description: names.join(', ') + (others > 0 ? ` and ${formatCount(others)} more` : ''),
    duration: SHOWN_MS,
    action: { label: 'Reorder list', onClick: () => go('/reorder') },
  })
}
