import { Boxes, type LucideIcon, Package, Plus } from 'lucide-react'

interface Destination {
  to: string
  label: string
  /** For the phone's bottom bar. */
  shortLabel: string
  icon: LucideIcon
}

export const destinations: Destination[] = [
  { to: '/', label: 'Inventory', shortLabel: 'Stock', icon: Boxes },
  { to: '/my-products', label: 'My products', shortLabel: 'Mine', icon: Package },
  { to: '/products/new', label: 'Add product', shortLabel: 'Add', icon: Plus },
]
