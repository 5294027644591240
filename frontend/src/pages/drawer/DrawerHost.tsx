import { type ReactNode, Suspense } from 'react'
import { Navigate } from 'react-router'
import { DRAWER_HEADING, pageOf, useDrawer } from '@/entities/product/useDrawer'
import { lazyPart } from '@/lib/loadPart'
import { DRAWER, PANE, useMediaQuery } from '@/lib/useMediaQuery'
import { live } from '@/strings/live'
import type { Page } from '@/sync/listWindow'

const ProductDrawer = lazyPart(async () => (await import('./ProductDrawer')).ProductDrawer)

interface DrawerHostProps {
  /** What is loaded of the list. */
  pages?: readonly Page[]
  /** What stands in its place on a wide screen while no product is open. */
  atRest?: ReactNode
}

/** Where a list's drawer appears: beside the rows. Where they leave no room for it, the address leads to the page. */
export function DrawerHost({ pages = [], atRest }: DrawerHostProps) {
  const { openId, isEditing } = useDrawer()
  const hasRoom = useMediaQuery(DRAWER)
  const hasPane = useMediaQuery(PANE)
  if (openId === null) {
    return (
      hasPane &&
      atRest && (
        <aside
          aria-label={live}
          data-drawer=""
          className="fixed inset-y-0 end-0 w-(--drawer) border-line border-s bg-canvas print:hidden"
        >
          <Suspense>{atRest}</Suspense>
        </aside>
      )
    )
  }
  if (!hasRoom) return <Navigate replace to={pageOf(openId, isEditing)} />
  return (
    // The frame is there at once; what fills it is fetched when the first product is opened.
    <div
      role="dialog"
      aria-modal="false"
      aria-labelledby={DRAWER_HEADING}
      tabIndex={-1}
      data-drawer=""
      className="fixed inset-y-0 end-0 z-30 w-(--drawer) animate-drawer border-line border-s bg-canvas shadow-raised outline-none print:hidden"
    >
      <Suspense>
        <ProductDrawer id={openId} isEditing={isEditing} pages={pages} />
      </Suspense>
    </div>
  )
}
