import { Minus, Plus } from 'lucide-react'
import { useEffect } from 'react'
import { useQuickReason } from '@/entities/movement/quickReasons'
import { BLOCK_ID, useStockBlock } from '@/entities/movement/stockBlock'
import { openEditor } from '@/entities/movement/stockEditor'
import { tellBlocked, useAdjustQueue, useShownQuantity } from '@/entities/movement/useAdjustQueue'
import { reasonWord } from '@/entities/movement/words'
import type { Product } from '@/entities/product/types'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stock'
import { Rolled } from '@/ui/Rolled'

interface QuickAdjustProps {
  product: Product
  /** Large for a thumb, small for a row of the table. */
  size: 'thumb' | 'row'
}

const sizes = {
  thumb: { button: 'size-11', number: 'h-11 min-w-14 font-semibold text-lg', icon: 18 },
  // Figures stand on one edge, with a stepper around them or without.
  row: { button: 'size-7', number: 'h-7 min-w-11 text-right! font-medium', icon: 14 },
}

/** "– 42 +": one tap is one unit; the number itself is a field to set it by. */
export function QuickAdjust({ product, size }: QuickAdjustProps) {
  const queue = useAdjustQueue()
  const shown = useShownQuantity(product)
  const block = useStockBlock()
  const { id, name } = product
  const [removed, added] = [useQuickReason('remove'), useQuickReason('add')]
  // Scrolled away, filtered out, or another page: what was tapped goes out now.
  useEffect(() => () => queue.flush(id), [queue, id])

  const { button, number, icon } = sizes[size]
  const blocked = block ? { 'aria-disabled': true, 'aria-describedby': BLOCK_ID, title: block } : {}
  const step = (by: 1 | -1) => () => (block ? void tellBlocked(block) : queue.tap(product, by))
  function edit(anchor: HTMLElement) {
    if (block) return void tellBlocked(block)
    // What is set must be compared with a number that the server has.
    queue.flush(id)
    openEditor({ seen: { ...product, quantity: shown }, anchor })
  }
  const stepper = cx(
    'relative inline-flex shrink-0 items-center justify-center text-muted transition-colors hover:bg-sunken hover:text-ink',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-45 aria-disabled:hover:bg-transparent aria-disabled:hover:text-muted',
    button,
  )
  return (
    <span className="relative inline-flex print:border-0 items-center overflow-clip rounded border border-line bg-surface [overflow-clip-margin:4px]">
      <button
        type="button"
        aria-label={text.removeOneOf(name)}
        title={text.removeOneAs(reasonWord(removed))}
        aria-disabled={shown === 0 || undefined}
        {...blocked}
        onClick={step(-1)}
        className={cx(stepper, 'rounded-s')}
      >
        <Minus size={icon} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-haspopup="dialog"
        data-adjust=""
        aria-label={text.changeOnHand(formatCount(shown), name)}
        {...blocked}
        onClick={(event) => edit(event.currentTarget)}
        className={cx(
          'border-line border-x print:inline! print:border-0 print:px-0 px-2 text-center tabular-nums hover:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:text-muted',
          number,
        )}
      >
        <Rolled count={shown} />
      </button>
      <button
        type="button"
        aria-label={text.addOneOf(name)}
        title={text.addOneAs(reasonWord(added))}
        {...blocked}
        onClick={step(1)}
        className={cx(stepper, 'rounded-e')}
      >
        <Plus size={icon} aria-hidden="true" />
      </button>
    </span>
  )
}
