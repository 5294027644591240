import { Suspense } from 'react'
import { lazyPart } from '@/lib/loadPart'
import type { SheetProps } from './SheetDialog'

const SheetDialog = lazyPart(async () => (await import('./SheetDialog')).SheetDialog)

/** A sheet whose code is fetched when it is first opened. */
export function Sheet({ open, ...props }: SheetProps & { open: boolean }) {
  return <Suspense>{open && <SheetDialog {...props} />}</Suspense>
}
