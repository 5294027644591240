import { cx } from '@/lib/cx'
import * as text from '@/strings/selection'
import { type Picked, selection } from './store'
import { useIsSelected, useIsSelectionOffered, useSelection } from './useSelection'

const box = 'flex items-center justify-center'

/**
 * The check box of a row. With Shift it also does all between it and the one before. For those who could do nothing
 * with what they select, its place alone.
 */
export function SelectBox({ product, className }: { product: Picked; className?: string }) {
  const isSelected = useIsSelected(product.id)
  if (!useIsSelectionOffered()) return <span className={cx(box, className)} />
  return (
    // Shift would mark the text between.
    <label
      className={cx(box, 'cursor-pointer', className)}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <input
        type="checkbox"
        aria-label={text.selectProduct(product.name)}
        checked={isSelected}
        onChange={({ nativeEvent }) =>
          selection.toggle(product, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className="size-4 accent-accent"
      />
    </label>
  )
}

/** The check box over the rows, for all that is loaded. */
export function SelectLoadedBox({ className }: { className?: string }) {
  const { coverage, isOffered } = useSelection()
  if (!isOffered) return <span className={cx(box, className)} />
  return (
    <label className={cx(box, 'cursor-pointer', className)}>
      <input
        type="checkbox"
        aria-label={text.selectLoaded}
        checked={coverage === 'all'}
        ref={(input) => {
          if (input) input.indeterminate = coverage === 'some'
        }}
        onChange={() => selection.toggleLoaded()}
        className="size-4 accent-accent"
      />
    </label>
  )
}
