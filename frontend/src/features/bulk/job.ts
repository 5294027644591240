import { openOne } from '@/lib/openOne'
import type { BulkTarget } from './requests'
import type { ActionName } from './values'

/** What is to be done with which products. */
export interface BulkJob {
  action: ActionName
  target: BulkTarget
}

/* Outside the list: what has begun goes on, and is told of, wherever the person goes meanwhile. */
export const { set: openBulk, useValue: useBulkJob } = openOne<BulkJob>()
