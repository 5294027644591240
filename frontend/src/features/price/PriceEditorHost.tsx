import { Suspense, useCallback, useEffect } from 'react'
import { openPriceEditor, useOpenPriceEditor } from '@/entities/product/priceEditor'
import { lazyPart } from '@/lib/loadPart'

const PriceEditor = lazyPart(async () => (await import('./PriceEditor')).PriceEditor)

/** Where the price editor appears. Once on the page, and gone with it. */
export function PriceEditorHost() {
  const editor = useOpenPriceEditor()
  const close = useCallback(() => openPriceEditor(null), [])
  useEffect(() => close, [close])
  return <Suspense>{editor && <PriceEditor key={editor.seen.id} editor={editor} onClose={close} />}</Suspense>
}
