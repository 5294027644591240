import {
  ArrowLeftRight,
  Boxes,
  ChartLine,
  FileUp,
  type LucideIcon,
  Package,
  Plus,
  Settings,
  ShoppingCart,
  Trash2,
} from 'lucide-react'
import { can, type Person } from '@/entities/user/can'
import * as text from '@/strings/shell'

export interface Destination {
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
const insights = { to: '/insights', label: text.insights, icon: ChartLine }
const imports = { to: '/imports', label: text.imports, icon: FileUp }
const trash = { to: '/trash', label: text.trash, icon: Trash2 }
const add = { to: '/products/new', label: text.addShort, icon: Plus }
const settings = { to: '/settings', label: text.settings, icon: Settings }

/** At the top of the desk's sidebar: where people work all day. */
export const sidebarMain: Destination[] = [inventory, mine, movements, insights, reorder]

/** At its foot: what is needed now and then, as far as it leads somewhere for this person. */
export function sidebarMoreFor(person: Person): Destination[] {
  return [...importsFor(person), trash, ...settingsFor(person)]
}

/** In the phone's bottom bar: what stands before Scan, and after it; and what is behind its More. */
export const bottomBar: Destination[] = [
  { ...inventory, label: text.stockShort },
  { ...movements, label: text.movementsShort },
]

export function addFor(person: Person): Destination[] {
  return can(person, 'product:create') ? [add] : []
}

export function moreFor(person: Person): Destination[] {
  return [mine, insights, reorder, ...sidebarMoreFor(person)]
}

const importsFor = (person: Person) => (can(person, 'import:run') ? [imports] : [])
const settingsFor = (person: Person) => (can(person, 'settings:see') ? [settings] : [])
