import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { openOne } from '@/lib/openOne'

/** A bulk change that is to be undone, by its Idempotency-Key, and the key of undoing it. */
export interface Undoing {
  run: string
  key: string
}

/* Outside the list: "Undo" is offered for a while, wherever the person has gone by then. */
const { set, useValue } = openOne<Undoing>()

export const useUndoing = useValue

/** Opens the dialog that undoes the bulk change with this Idempotency-Key; null closes it. */
export function undoBulk(run: string | null): void {
  set(run === null ? null : { run, key: newIdempotencyKey() })
}
