import { ArrowLeftRight, Boxes, type LucideIcon, Package, Plus, ShoppingCart } from 'lucide-react'

interface Destination {
  to: string
  label: string
  icon: LucideIcon
}

const inventory = { to: '/', label: 'Inventory', icon: Boxes }
const mine = { to: '/my-products', label: 'My products', icon: Package }
const movements = { to: '/movements', label: 'Movements', icon: ArrowLeftRight }
const reorder = { to: '/reorder', label: 'Reorder', icon: ShoppingCart }

/** The desk's sidebar. */
export const sidebar: Destination[] = [inventory, mine, movements, reorder]

/** The phone's bottom bar, and what its More holds. */
export const bottomBar: Destination[] = [
  { ...inventory, label: 'Stock' },
  { ...movements, label: 'Moves' },
  { to: '/products/new', label: 'Add', icon: Plus },
]
export const more: Destination[] = [mine, reorder]
