import { Command } from 'cmdk'
import { ListFilter, Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Product } from '@/entities/product/types'
import { useDrawer } from '@/entities/product/useDrawer'
import { type SavedView, useOwnViews } from '@/entities/saved-view/savedViews'
import { useSaid, useSaidOf } from '@/lib/announcer'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/commands'
import { close, found as foundWords } from '@/strings/common'
import { Keys } from '@/ui/Keys'
import { Thumbnail } from '@/ui/Thumbnail'
import { useFocusReturn } from '@/ui/useFocusReturn'
import { actionEntries, type Entry, matching, pageEntries } from './entries'
import { useFoundProducts, useRecent } from './search'
import { useAbilities } from './useAbilities'

const ITEM =
  'flex min-h-11 cursor-pointer select-none items-center gap-3 rounded px-3 py-1.5 desk:min-h-9 data-[selected=true]:bg-sunken'
const GROUP =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs'

/** Everything that can be found or done, by typing a part of its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const focusReturn = useFocusReturn()
  const [typed, setTyped] = useState('')
  const [selected, setSelected] = useState('')
  const found = useFoundProducts(typed)
  /** Whether the person has moved to another entry since they typed. */
  const hasMoved = useRef(false)
  const first = found.isCurrent ? found.products[0]?.id : undefined
  useEffect(() => {
    // Products come a moment after the commands, and are what was most likely meant.
    if (first !== undefined && !hasMoved.current) setSelected(`product ${first}`)
  }, [first])

  function type(next: string) {
    hasMoved.current = false
    setTyped(next)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key.startsWith('Arrow')) hasMoved.current = true
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onClose()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <Dialog.Content
          {...focusReturn}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex flex-col bg-surface pt-[env(safe-area-inset-top)] shadow-raised focus:outline-none desk:inset-x-4 desk:top-[12vh] desk:bottom-auto desk:mx-auto desk:max-h-[70vh] desk:max-w-160 desk:animate-rise desk:rounded"
        >
          <Dialog.Title className="sr-only">{text.title}</Dialog.Title>
          {/* What matches is decided here and by the server, not by the library. */}
          <Command
            label={text.title}
            value={selected}
            onValueChange={setSelected}
            shouldFilter={false}
            loop
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="flex items-center gap-3 border-line border-b pe-2 ps-4">
              <Search size={18} aria-hidden="true" className="shrink-0 text-muted" />
              <Command.Input
                value={typed}
                onValueChange={type}
                placeholder={text.placeholder}
                enterKeyHint="go"
                className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
              />
              <Dialog.Close className="h-11 shrink-0 rounded px-3 font-medium text-muted hover:text-ink desk:hidden">
                {close}
              </Dialog.Close>
            </div>
            <Results typed={typed} found={found} onClose={onClose} />
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ResultsProps {
  typed: string
  found: ReturnType<typeof useFoundProducts>
  onClose: () => void
}

function Results({ typed, found, onClose }: ResultsProps) {
  const able = useAbilities()
  const drawer = useDrawer()
  const recent = useRecent()
  const views = matching((useOwnViews().data ?? []).map(asEntry), typed)
  const query = typed.trim()
  const state = found.failed ? text.searchFailed : found.isCurrent ? '' : text.searching
  useSaidOf(query && found.isCurrent ? query : null, foundWords(found.products.length))
  useSaid(found.failed ? text.searchFailed : '')

  /** Closes first: what runs may open something of its own. */
  const then = (run: () => void) => () => {
    onClose()
    run()
  }
  const showAll = then(() => able.go(`/?${new URLSearchParams({ search: query })}`))
  // What is shown for the letters before is not what Enter means.
  const open = ({ id }: Product) => (found.isCurrent ? then(() => drawer.open(id)) : showAll)
  function asEntry(view: SavedView): Entry {
    return { id: view.slug, label: view.name, icon: ListFilter, run: () => able.go(viewPath(view)) }
  }
  return (
    <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2" label={text.title}>
      {!query && recent.length > 0 && (
        <Group heading={text.groups.recent}>
          {recent.map((product) => (
            <ProductItem key={product.id} product={product} onSelect={open(product)} />
          ))}
        </Group>
      )}
      {query && (
        <Group heading={found.meant === null ? text.groups.products : text.productsFor(found.meant)}>
          {found.products.map((product) => (
            <ProductItem key={product.id} product={product} onSelect={open(product)} />
          ))}
          <Command.Item value="search" onSelect={showAll} className={ITEM}>
            <Search size={16} aria-hidden="true" className="shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">{text.showAll(query)}</span>
            <span className="shrink-0 text-muted text-xs">{state}</span>
          </Command.Item>
        </Group>
      )}
      <Entries heading={text.groups.actions} entries={matching(actionEntries(able), typed)} then={then} />
      <Entries heading={text.groups.views} entries={views} then={then} />
      <Entries heading={text.groups.pages} entries={matching(pageEntries(able), typed)} then={then} />
    </Command.List>
  )
}

interface EntriesProps {
  heading: string
  entries: Entry[]
  then: (run: () => void) => () => void
}

function Entries({ heading, entries, then }: EntriesProps) {
  if (entries.length === 0) return null
  return (
    <Group heading={heading}>
      {entries.map(({ id, label, icon: Icon, keys, run }) => (
        <Command.Item key={id} value={`${heading} ${id}`} onSelect={then(run)} className={ITEM}>
          <Icon size={16} aria-hidden="true" className="shrink-0 text-muted" />
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {keys && (
            <span className="max-desk:hidden">
              <Keys of={keys} />
            </span>
          )}
        </Command.Item>
      ))}
    </Group>
  )
}

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Command.Group heading={heading} className={GROUP}>
      {children}
    </Command.Group>
  )
}

function ProductItem({ product, onSelect }: { product: Product; onSelect: () => void }) {
  return (
    <Command.Item value={`product ${product.id}`} onSelect={onSelect} className={ITEM}>
      <Thumbnail path={product.thumbnail} className="size-8" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <bdi>{product.name}</bdi>
        </span>
        <span className="block truncate text-muted text-xs">{product.sku}</span>
      </span>
      <span className="shrink-0 text-muted tabular-nums">{text.onHand(formatCount(product.quantity))}</span>
    </Command.Item>
  )
}

function viewPath({ slug, query, scope }: SavedView): string {
  const params = new URLSearchParams(query)
  params.set('view', slug)
  return `${scope === 'mine' ? '/my-products' : '/'}?${params}`
}
