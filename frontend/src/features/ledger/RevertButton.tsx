import { Undo2 } from 'lucide-react'
import { Suspense, useState } from 'react'
import { BLOCK_ID, useStockBlock } from '@/entities/movement/stockBlock'
import type { Movement } from '@/entities/movement/types'
import { tellBlocked } from '@/entities/movement/useAdjustQueue'
import { formatDelta } from '@/entities/movement/words'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/movements'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { reasonTold } from './MovementParts'

const RevertDialog = lazyPart(async () => (await import('./RevertDialog')).RevertDialog)

/** Takes a movement back, after asking. Nothing for those that cannot be. */
export function RevertButton({ movement, className }: { movement: Movement; className?: string }) {
  const [asking, setAsking] = useState(false)
  const block = useStockBlock()
  const isDone = movement.reverted_by !== null || movement.delta === 0 || movement.product === null
  // Somebody else was quicker while the question stood open: the dialog stays, and the server says so.
  if (isDone && !asking) return null
  return (
    <>
      <button
        type="button"
        aria-label={text.revertOf(formatDelta(movement.delta), movement.name)}
        title={
          block ?? text.takeBack(formatDelta(movement.delta), reasonTold(movement.reason, movement.delta))
        }
        aria-disabled={block ? true : undefined}
        aria-describedby={block ? BLOCK_ID : undefined}
        onClick={() => (block ? void tellBlocked(block) : setAsking(true))}
        className={cx(iconButtonStyles, className)}
      >
        <Undo2 size={15} aria-hidden="true" />
      </button>
      <Suspense>{asking && <RevertDialog movement={movement} onClose={() => setAsking(false)} />}</Suspense>
    </>
  )
}
