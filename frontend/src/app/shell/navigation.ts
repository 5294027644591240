import { ArrowLeftRight, Boxes, type LucideIcon, Package, Plus, ShoppingCart } from 'lucide-react'
import * as text from '@/strings/shell'

interface Destination {
  to: string
  label: string
  icon: LucideIcon
}

const inventory = { to: '/', label: text.inventory, icon: Boxes }
const mine = { to: '/my-products', label: text.mine, icon: Package }
const movements = { to: '/movements', label: text.movements, icon: ArrowLeftRight }
const reorder = { to: '/reorder', label: text.reorder, icon: ShoppingCart }

/** The desk's sidebar. */
export const sidebar: Destination[] = [inventory, mine, movements, reorder]

/** The phone's bottom bar, and what its More holds. */
export const bottomBar: Destination[] = [
  { ...inventory, label: text.stockShort },
  { ...movements, label: text.movementsShort },
  { to: '/products/new', label: text.addShort, icon: Plus },
]
export const more: Destination[] = [mine, reorder]
