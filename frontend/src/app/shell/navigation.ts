import { ArrowLeftRight, Boxes, type LucideIcon, Package, Plus, Settings, ShoppingCart } from 'lucide-react'
import { can, type Person } from '@/entities/user/can'
import * as text from '@/strings/shell'

interface Destination {
  to: string
  label: string
  icon: LucideIcon
}

/*
 * The icons are named where the module runs, not where it draws: each must be in the palette too, or the build puts it
 * into a chunk that comes after this one.
 */
const inventory = { to: '/', label: text.inventory, icon: Boxes }
const mine = { to: '/my-products', label: text.mine, icon: Package }
const movements = { to: '/movements', label: text.movements, icon: ArrowLeftRight }
const reorder = { to: '/reorder', label: text.reorder, icon: ShoppingCart }
const add = { to: '/products/new', label: text.addShort, icon: Plus }
const settings = { to: '/settings', label: text.settings, icon: Settings }

/** The desk's sidebar, as far as it leads somewhere for this person. */
export function sidebarFor(person: Person): Destination[] {
  return [inventory, mine, movements, reorder, ...(can(person, 'people:manage') ? [settings] : [])]
}

/** The phone's bottom bar, and what its More holds. */
export function bottomBarFor(person: Person): Destination[] {
  const always = [
    { ...inventory, label: text.stockShort },
    { ...movements, label: text.movementsShort },
  ]
  return can(person, 'product:create') ? [...always, add] : always
}

export function moreFor(person: Person): Destination[] {
  return [mine, reorder, ...(can(person, 'people:manage') ? [settings] : [])]
}
