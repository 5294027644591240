import type { Movement } from '@/entities/movement/types'
import { openOne } from '@/lib/openOne'

/* The movement that is to be taken back. Outside the lists: its row may move, or become another when a phone is turned. */
export const { set: askToRevert, useValue: useReverting } = openOne<Movement>()
