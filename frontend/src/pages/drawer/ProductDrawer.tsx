import { type KeyboardEvent, useMemo, useRef } from 'react'
import type { Product } from '@/entities/product/types'
import { useDrawer } from '@/entities/product/useDrawer'
import { type ShownProduct, useProduct } from '@/entities/product/useProduct'
import { can, usePerson } from '@/entities/user/can'
import { DrawerHeader } from '@/features/product-view/DrawerHeader'
import { linkOf, useDrawerFocus } from '@/features/product-view/useDrawerFocus'
import { useDrawerKeys } from '@/features/product-view/useDrawerKeys'
import type { Page } from '@/sync/listWindow'
import { DrawerBody } from './DrawerBody'

interface ProductDrawerProps {
  id: number
  isEditing: boolean
  /** What is loaded of the list under it. */
  pages: readonly Page[]
}

/** One product beside its list, which stays in use: not modal, and at an address of its own. */
export function ProductDrawer({ id, isEditing, pages }: ProductDrawerProps) {
  const { open, close } = useDrawer()
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages])
  const shown = useShown(id, rows)
  const box = useRef<HTMLDivElement>(null)
  const heading = useDrawerFocus(box, id, isEditing)
  const person = usePerson()
  const mayEdit = shown.product !== undefined && can(person, 'product:edit', shown.product)

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
    onEdit: mayEdit && !isEditing && !shown.isGone ? () => open(id, { edit: true }) : null,
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
        mayEdit={mayEdit}
        heading={heading}
        onPrevious={neighbour(-1) && (() => move(-1))}
        onNext={neighbour(1) && (() => move(1))}
        onClose={close}
      />
      <DrawerBody key={id} id={id} shown={shown} isEditing={isEditing} />
    </div>
  )
}

/** The product, at once when the list has it already. */
function useShown(id: number, rows: readonly Product[]): ShownProduct {
  const read = useProduct(String(id))
  if (read.product || read.isGone) return read
  return { ...read, product: rows.find((row) => row.id === id) }
}
