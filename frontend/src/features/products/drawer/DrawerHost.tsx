import { Suspense } from 'react'
import { Navigate } from 'react-router'
import type { ProductPage } from '@/features/products/queries'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { drawerStyles } from './drawerStyles'
import { pageOf, useDrawer } from './useDrawer'

const ProductDrawer = lazyPart(async () => (await import('./ProductDrawer')).ProductDrawer)

/** Where a list's drawer appears. A phone has no room for it: there the address leads to the page. */
export function DrawerHost({ pages = [] }: { pages?: readonly ProductPage[] }) {
  const { openId, isEditing } = useDrawer()
  const isDesk = useMediaQuery(DESK)
  if (openId === null) return null
  if (!isDesk) return <Navigate replace to={pageOf(openId, isEditing)} />
  return (
    <Suspense fallback={<div className={drawerStyles} />}>
      <ProductDrawer id={openId} isEditing={isEditing} pages={pages} />
    </Suspense>
  )
}
