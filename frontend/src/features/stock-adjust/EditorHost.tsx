import { Suspense, useEffect } from 'react'
import { useLocation } from 'react-router'
import { BLOCK_ID, useStockBlock } from '@/entities/movement/stockBlock'
import { closeEditor, useOpenEditor } from '@/entities/movement/stockEditor'
import { lazyPart } from '@/lib/loadPart'
import { TypingAhead } from './TypingAhead'

const StockEditor = lazyPart(async () => (await import('./editor/StockEditor')).StockEditor)

/** Where the stock editor appears, and the words for when stock cannot be changed. Once on the page. */
export function EditorHost() {
  const editor = useOpenEditor()
  const block = useStockBlock()
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it, whichever page that is.
  useEffect(() => closeEditor, [pathname])
  return (
    <>
      {block && (
        <p id={BLOCK_ID} hidden>
          {block}
        </p>
      )}
      <Suspense fallback={editor && <TypingAhead editor={editor} />}>
        {editor && (
          <StockEditor key={`${editor.seen.id}-${editor.mode}`} editor={editor} onClose={closeEditor} />
        )}
      </Suspense>
    </>
  )
}
