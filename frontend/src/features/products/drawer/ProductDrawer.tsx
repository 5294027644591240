import { type KeyboardEvent, useMemo, useRef } from 'react'
import { useUserId } from '@/features/auth/session'
import type { ProductPage } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { useProduct } from '@/features/products/useProduct'
import { DrawerBody } from './DrawerBody'
import { DrawerHeader } from './DrawerHeader'
import { useDrawer } from './useDrawer'
import { linkOf, useDrawerFocus } from './useDrawerFocus'
import { useDrawerKeys } from './useDrawerKeys'

interface ProductDrawerProps {
  id: number
  isEditing: boolean
  /** What is loaded of the list under it. */
  pages: readonly ProductPage[]
}

/** One product over its list, which stays in use: not modal, and at an address of its own. */
export function ProductDrawer({ id, isEditing, pages }: ProductDrawerProps) {
  const { open, close } = useDrawer()
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages])
  const shown = useShown(id, rows)
  const box = useRef<HTMLDivElement>(null)
  const heading = useDrawerFocus(box, id, isEditing)
  const isOwner = useUserId() === shown.product?.created_by

  const index = rows.findIndex((row) => row.id === id)
  const neighbour = (step: 1 | -1) => (index < 0 ? undefined : rows[index + step])
  function move(step: 1 | -1) {
    const to = neighbour(step)
    if (!to) return
    open(to.id, { replace: true })
    // The rows after it are drawn, and fetched, as it comes into sight.
    linkOf(to.id)?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }
  useDrawerKeys({
    onNext: () => move(1),
    onPrevious: () => move(-1),
    onEdit: isOwner && !isEditing && !shown.isGone ? () => open(id, { edit: true }) : null,
    onClose: close,
  })

  // Shortcuts rest in fields, where Escape must work as well.
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || !box.current?.contains(event.target as Node))
      return
    event.preventDefault()
    close()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for a key that bubbles from inside
    <div ref={box} className="flex h-full flex-col" onKeyDown={onKeyDown}>
      <DrawerHeader
        id={id}
        product={shown.isGone ? undefined : shown.product}
        isEditing={isEditing}
        isOwner={isOwner}
        heading={heading}
        onPrevious={neighbour(-1) && (() => move(-1))}
        onNext={neighbour(1) && (() => move(1))}
        onClose={close}
      />
      <DrawerBody key={id} id={id} shown={shown} isEditing={isEditing} isOwner={isOwner} />
    </div>
  )
}

export type Shown = ReturnType<typeof useProduct>

/** The product, at once when the list has it already. */
function useShown(id: number, rows: readonly Product[]): Shown {
  const read = useProduct(String(id))
  if (read.product || read.isGone) return read
  return { ...read, product: rows.find((row) => row.id === id) }
}
