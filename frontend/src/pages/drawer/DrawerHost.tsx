import { Suspense } from 'react'
import { Navigate } from 'react-router'
import { DRAWER_HEADING, pageOf, useDrawer } from '@/entities/product/useDrawer'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import type { Page } from '@/sync/listWindow'

const ProductDrawer = lazyPart(async () => (await import('./ProductDrawer')).ProductDrawer)

/** Where a list's drawer appears. A phone has no room for it: there the address leads to the page. */
export function DrawerHost({ pages = [] }: { pages?: readonly Page[] }) {
  const { openId, isEditing } = useDrawer()
  const isDesk = useMediaQuery(DESK)
  if (openId === null) return null
  if (!isDesk) return <Navigate replace to={pageOf(openId, isEditing)} />
  return (
    // The frame is there at once; what fills it is fetched when the first product is opened.
    <div
      role="dialog"
      aria-modal="false"
      aria-labelledby={DRAWER_HEADING}
      tabIndex={-1}
      data-drawer=""
      className="fixed inset-y-0 right-0 z-30 w-(--drawer) animate-drawer border-line border-l bg-canvas shadow-raised outline-none print:hidden"
    >
      <Suspense>
        <ProductDrawer id={openId} isEditing={isEditing} pages={pages} />
      </Suspense>
    </div>
  )
}
