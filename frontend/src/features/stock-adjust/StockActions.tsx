import { Minus, Plus } from 'lucide-react'
import { useEffect } from 'react'
import { BLOCK_ID, useStockBlock } from '@/entities/movement/stockBlock'
import { type Mode, openEditor } from '@/entities/movement/stockEditor'
import { tellBlocked, useAdjustQueue, useShownQuantity } from '@/entities/movement/useAdjustQueue'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { cx } from '@/lib/cx'
import * as text from '@/strings/stock'
import { Button } from '@/ui/Button'

const MODES: { mode: Mode; label: string }[] = [
  { mode: 'add', label: text.addSome },
  { mode: 'remove', label: text.removeSome },
  { mode: 'set', label: text.setNumber },
]

/** The product page's stock buttons, for those who may use them. */
export function StockActions({ product }: { product: Product }) {
  const person = usePerson()
  return (
    can(person, 'stock:adjust', product) && (
      <div className="mt-4">
        <Buttons product={product} />
      </div>
    )
  )
}

/** One less, one more, and the editor in each of its ways. */
function Buttons({ product }: { product: Product }) {
  const queue = useAdjustQueue()
  const shown = useShownQuantity(product)
  const block = useStockBlock()
  const { id, name } = product
  useEffect(() => () => queue.flush(id), [queue, id])

  const blocked = block ? { 'aria-disabled': true, 'aria-describedby': BLOCK_ID, title: block } : {}
  const step = 'w-11 px-0! desk:h-9! desk:w-9'
  function open(mode: Mode, anchor: HTMLElement) {
    if (block) return void tellBlocked(block)
    queue.flush(id)
    openEditor({ seen: { ...product, quantity: shown }, anchor, mode })
  }
  return (
    <div data-stock-actions="" tabIndex={-1} className="flex flex-wrap gap-2 outline-none">
      <div className="flex">
        <Button
          aria-label={text.removeOneOf(name)}
          title={text.removeOne}
          {...blocked}
          onClick={() => (block ? void tellBlocked(block) : queue.tap(product, -1))}
          className={cx(step, 'rounded-e-none', (block || shown === 0) && 'cursor-not-allowed opacity-60')}
        >
          <Minus size={16} aria-hidden="true" />
        </Button>
        <Button
          aria-label={text.addOneOf(name)}
          title={text.addOne}
          {...blocked}
          onClick={() => (block ? void tellBlocked(block) : queue.tap(product, 1))}
          className={cx(step, '-ms-px rounded-s-none', block && 'cursor-not-allowed opacity-60')}
        >
          <Plus size={16} aria-hidden="true" />
        </Button>
      </div>
      {MODES.map(({ mode, label }) => (
        <Button
          key={mode}
          aria-haspopup="dialog"
          data-adjust={mode === 'set' ? '' : undefined}
          {...blocked}
          onClick={(event) => open(mode, event.currentTarget)}
          className={cx(
            'flex-1 px-2! desk:h-9! desk:flex-none desk:px-3!',
            block && 'cursor-not-allowed opacity-60',
          )}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
