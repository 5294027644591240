import type { QueryKey } from '@tanstack/react-query'
import type { Verdict } from '@/lib/search'
import type { Page, PagePlace } from './listWindow'
import type { Extras, Row } from './row'

/** One row, as of event `seq` of `epoch`; `etag` goes into If-Match when it is changed. */
export interface Detail {
  row: Row
  epoch: string
  seq: number
  etag: string
}

/** What can be said here about the rows of one list; where only the server can say, the answer is "maybe" or false. */
export interface ListRules {
  belongs(row: Row): Verdict
  /** Whether a change from `before` to `after` may have moved the row out of the list. */
  mayLeave(before: Row, after: Row): boolean
  /** Whether a row that changes can enter or leave the list at all. */
  membershipCanChange(): boolean
  /** Whether the change touches what the list is sorted by. */
  sortKeyChanged(before: Row, after: Row): boolean
  /** Whether the sort key of a row that exists can never change. */
  sortKeyIsFixed(): boolean
  /** Whether `first` certainly stands before `second`. */
  standsBefore(first: Row, second: Row): boolean
}

/** All that an entity hands over to be kept current. */
export interface Resource {
  /** Where its queries are in the cache: the key of each list begins with `lists`, that of each row with `details`. */
  lists: QueryKey
  details: QueryKey
  detail(id: number): QueryKey
  fetchPage(list: QueryKey, place: PagePlace): Promise<Page>
  rulesOf(list: QueryKey, userId: number | null): ListRules
  /** Whether a row that came over the socket is one; only what is computed with need be checked. */
  isRow(value: unknown): boolean
  /** What an event over the socket says beside its row. It is a courtesy: what cannot be read is left out. */
  readExtras(event: Record<string, unknown>): Extras
}
