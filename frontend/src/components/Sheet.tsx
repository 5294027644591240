import { lazy, Suspense } from 'react'
import type { SheetProps } from './SheetDialog'

const SheetDialog = lazy(async () => ({ default: (await import('./SheetDialog')).SheetDialog }))

/** A sheet whose code is fetched when it is first opened. */
export function Sheet({ open, ...props }: SheetProps & { open: boolean }) {
  return <Suspense>{open && <SheetDialog {...props} />}</Suspense>
}
