import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/importRows'
import type { Import, RowState } from './requests'

export type Totals = NonNullable<Import['totals']>

const TONES: Record<RowState, string> = {
  create: 'text-live-ink',
  update: 'text-accent-ink',
  unchanged: 'text-muted',
  held: 'text-low-ink',
  skipped: 'text-muted',
}

/** The states that rows of this import can have, in the order of their tiles. */
export function statesOf(kind: Import['kind'], totals: Totals): RowState[] {
  const states: RowState[] =
    kind === 'products' ? ['create', 'update', 'unchanged', 'held'] : ['update', 'unchanged', 'held']
  return totals.skipped > 0 ? [...states, 'skipped'] : states
}

/** The state that is worth a look first. */
export function firstState(totals: Totals): RowState {
  return (['held', 'update', 'create', 'skipped'] as const).find((state) => totals[state] > 0) ?? 'unchanged'
}

interface TilesProps {
  kind: Import['kind']
  totals: Totals
  isDone?: boolean
  shown: RowState
  onShow: (state: RowState) => void
}

/** How many rows do what. Each filters the list under it. */
export function Tiles({ kind, totals, isDone, shown, onShow }: TilesProps) {
  const words = isDone ? text.doneTiles : text.tiles
  return (
    <fieldset className="grid grid-cols-2 gap-2 sm:flex">
      <legend className="sr-only">{text.show}</legend>
      {statesOf(kind, totals).map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={state === shown}
          onClick={() => onShow(state)}
          className={cx(
            'min-w-0 rounded border px-4 py-2.5 text-start transition-colors hover:bg-sunken sm:min-w-32',
            state === shown
              ? 'border-accent-ink bg-accent-soft forced-colors:outline-2'
              : 'border-line bg-surface',
          )}
        >
          <span className="block text-muted text-xs">{words[state]}</span>
          <span
            className={cx(
              'block font-semibold text-xl tabular-nums',
              totals[state] > 0 ? TONES[state] : 'text-muted',
            )}
          >
            {formatCount(totals[state])}
          </span>
        </button>
      ))}
    </fieldset>
  )
}
