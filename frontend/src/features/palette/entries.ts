import {
  ArrowLeftRight,
  Boxes,
  Camera,
  ChartLine,
  CircleAlert,
  CircleX,
  Copy,
  Download,
  FileUp,
  Keyboard,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Package,
  Pause,
  Pencil,
  Play,
  Plus,
  Printer,
  Settings,
  ShoppingCart,
  SlidersVertical,
  Sun,
  Trash2,
  UserRound,
} from 'lucide-react'
import { openLabels, openLabelsOf } from '@/entities/label/openLabels'
import type { Product } from '@/entities/product/types'
import { fold, wordsOf } from '@/lib/search'
import { openCommand } from '@/lib/shellDialog'
import { setTheme } from '@/lib/theme'
import * as text from '@/strings/commands'

/** Something that the palette can do. */
export interface Entry {
  id: string
  label: string
  /** Other words that find it. */
  also?: string
  icon: LucideIcon
  /** The shortcut that does the same. */
  keys?: string
  run: () => void
}

export interface Abilities {
  go: (path: string) => void
  /** The product that the page shows, and whether its stock and the product itself may be changed. */
  current: { product: Product; mayAdjust: boolean; mayEdit: boolean } | null
  mayAdd: boolean
  mayImport: boolean
  mayManagePeople: boolean
  adjust: (product: Product) => void
  paused: boolean
  setPaused: (paused: boolean) => void
  exportMovements: () => void
}

export function actionEntries(able: Abilities): Entry[] {
  const { go, paused, setPaused, mayAdd, mayImport } = able
  const also = text.alsoFoundBy
  return [
    ...currentEntries(able),
    ...only(mayAdd, {
      id: 'add',
      label: text.addProduct,
      also: also.addProduct,
      icon: Plus,
      keys: 'n',
      run: () => go('/products/new'),
    }),
    ...only(mayImport, {
      id: 'import',
      label: text.importFile,
      also: also.importFile,
      icon: FileUp,
      run: () => go('/imports/new'),
    }),
    ...only(mayAdd, {
      id: 'blank-labels',
      label: text.blankLabels,
      also: also.blankLabels,
      icon: Printer,
      run: () => openLabelsOf({ kind: 'blank' }),
    }),
    { id: 'scan', label: text.scanCode, also: also.scanCode, icon: Camera, run: () => openCommand('scan') },
    paused
      ? { id: 'live', label: text.resume, also: also.live, icon: Play, run: () => setPaused(false) }
      : { id: 'live', label: text.pause, also: also.live, icon: Pause, run: () => setPaused(true) },
    {
      id: 'export',
      label: text.exportMovements,
      also: also.exportMovements,
      icon: Download,
      run: able.exportMovements,
    },
    { id: 'dark', label: text.themes.dark, also: also.theme, icon: Moon, run: () => setTheme('dark') },
    { id: 'light', label: text.themes.light, also: also.theme, icon: Sun, run: () => setTheme('light') },
    {
      id: 'system',
      label: text.themes.system,
      also: also.theme,
      icon: Monitor,
      run: () => setTheme('system'),
    },
    {
      id: 'shortcuts',
      label: text.shortcuts,
      also: also.shortcuts,
      icon: Keyboard,
      keys: '?',
      run: () => openCommand('shortcuts'),
    },
    { id: 'logout', label: text.signOut, also: also.signOut, icon: LogOut, run: () => go('/logout') },
  ]
}

type PageAbilities = Pick<Abilities, 'go' | 'mayImport' | 'mayManagePeople'>

export function pageEntries({ go, mayImport, mayManagePeople }: PageAbilities): Entry[] {
  const { pages, alsoFoundBy: also } = text
  return [
    { id: 'inventory', label: pages.inventory, also: also.inventory, icon: Boxes, run: () => go('/') },
    { id: 'mine', label: pages.mine, icon: Package, run: () => go('/my-products') },
    { id: 'low', label: pages.low, icon: CircleAlert, run: () => go('/?status=low') },
    { id: 'out', label: pages.out, icon: CircleX, run: () => go('/?status=out') },
    {
      id: 'movements',
      label: pages.movements,
      also: also.movements,
      icon: ArrowLeftRight,
      run: () => go('/movements'),
    },
    {
      id: 'insights',
      label: pages.insights,
      also: also.insights,
      icon: ChartLine,
      run: () => go('/insights'),
    },
    {
      id: 'reorder',
      label: pages.reorder,
      also: also.reorder,
      icon: ShoppingCart,
      run: () => go('/reorder'),
    },
    ...only(mayImport, { id: 'imports', label: pages.imports, icon: FileUp, run: () => go('/imports') }),
    { id: 'trash', label: pages.trash, also: also.trash, icon: Trash2, run: () => go('/trash') },
    {
      id: 'account',
      label: pages.account,
      also: also.account,
      icon: UserRound,
      run: () => go('/account'),
    },
    ...only(mayManagePeople, {
      id: 'people',
      label: pages.people,
      also: also.people,
      icon: Settings,
      run: () => go('/settings/people'),
    }),
  ]
}

/** Those in which every word that was typed occurs. */
export function matching<Item extends Pick<Entry, 'label' | 'also'>>(items: Item[], typed: string): Item[] {
  const words = wordsOf(fold(typed))
  return items.filter(({ label, also = '' }) => {
    const searched = fold(`${label} ${also}`)
    return words.every((word) => searched.includes(word))
  })
}

function currentEntries({ current, go, adjust, mayAdd }: Abilities): Entry[] {
  if (!current) return []
  const { product, mayAdjust, mayEdit } = current
  const also = text.alsoFoundBy
  return [
    {
      id: 'label',
      label: text.printLabel(product.name),
      also: also.printLabel,
      icon: Printer,
      run: () => openLabels([product.id]),
    },
    ...only(mayAdjust, {
      id: 'adjust',
      label: text.adjust(product.name),
      also: also.adjust,
      icon: SlidersVertical,
      run: () => adjust(product),
    }),
    ...only(mayEdit, {
      id: 'edit',
      label: text.edit(product.name),
      also: also.edit,
      icon: Pencil,
      run: () => go(`/products/${product.id}/edit`),
    }),
    ...only(mayAdd, {
      id: 'duplicate',
      label: text.duplicate(product.name),
      also: also.duplicate,
      icon: Copy,
      run: () => go(`/products/new?from=${product.id}`),
    }),
  ]
}

function only(isAllowed: boolean, entry: Entry): Entry[] {
  return isAllowed ? [entry] : []
}
