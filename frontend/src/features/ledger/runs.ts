import type { Movement } from '@/entities/movement/types'

/** Fewer are shown one by one. */
const FEWEST = 3
/** Milliseconds between neighbours. A run writes hundreds of movements a second. */
const APART_MS = 2000

/**
 * The same movements in the same order, those of one run (a bulk change, its undo, an import) together: neighbours by one
 * person, in one way and for one reason, a moment apart, each of another product.
 */
export function inRuns(rows: readonly Movement[]): Movement[][] {
  const runs: Movement[][] = []
  let products = new Set<number | null>()
  for (const movement of rows) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && !products.has(movement.product) && areOfOneRun(last, movement)) {
      run.push(movement)
      products.add(movement.product)
    } else {
      runs.push([movement])
      products = new Set([movement.product])
    }
  }
  return runs.flatMap((run) => (run.length < FEWEST ? run.map((movement) => [movement]) : [run]))
}

function areOfOneRun(a: Movement, b: Movement): boolean {
  return (
    a.product !== null &&
    b.product !== null &&
    a.actor === b.actor &&
    a.source === b.source &&
    a.via === b.via &&
    a.reason === b.reason &&
    a.note === b.note &&
    // In a spreadsheet each row has a number of its own.
    (a.delta === b.delta || a.source === 'import') &&
    Math.abs(Date.parse(a.created_at) - Date.parse(b.created_at)) <= APART_MS
  )
}

/** By how much each was changed; undefined where that differs. */
export function commonDelta(run: readonly Movement[]): number | undefined {
  const delta = run[0]?.delta
  return run.every((movement) => movement.delta === delta) ? delta : undefined
}
