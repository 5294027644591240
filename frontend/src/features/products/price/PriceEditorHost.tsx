import { Suspense, useCallback, useEffect } from 'react'
import { lazyPart } from '@/lib/loadPart'
import { openPriceEditor, useOpenPriceEditor } from './editor'

const PriceEditor = lazyPart(async () => (await import('./PriceEditor')).PriceEditor)

/** Where the price editor appears. Once on the page, and gone with it. */
export function PriceEditorHost() {
  const editor = useOpenPriceEditor()
  const close = useCallback(() => openPriceEditor(null), [])
  useEffect(() => close, [close])
  return <Suspense>{editor && <PriceEditor key={editor.seen.id} editor={editor} onClose={close} />}</Suspense>
}
