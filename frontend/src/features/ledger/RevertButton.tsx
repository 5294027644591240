import { Undo2 } from 'lucide-react'
import { BLOCK_ID, useStockBlock } from '@/entities/movement/stockBlock'
import type { Movement } from '@/entities/movement/types'
import { tellBlocked } from '@/entities/movement/useAdjustQueue'
import { formatDelta } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import * as text from '@/strings/movements'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { reasonTold } from './MovementParts'
import { askToRevert } from './reverting'

/** Takes a movement back, after asking. Nothing for those that cannot be. */
export function RevertButton({ movement, className }: { movement: Movement; className?: string }) {
  const block = useStockBlock()
  if (movement.reverted_by !== null || movement.delta === 0 || movement.product === null) return null
  return (
    <button
      type="button"
      aria-label={text.revertOf(formatDelta(movement.delta), movement.name)}
      title={block ?? text.takeBack(formatDelta(movement.delta), reasonTold(movement.reason, movement.delta))}
      aria-disabled={block ? true : undefined}
      aria-describedby={block ? BLOCK_ID : undefined}
      onClick={() => (block ? void tellBlocked(block) : askToRevert(movement))}
      className={cx(iconButtonStyles, className)}
    >
      <Undo2 size={15} aria-hidden="true" />
    </button>
  )
}
