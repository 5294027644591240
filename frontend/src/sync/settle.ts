import { replaceEqualDeep } from '@tanstack/react-query'
import { type ListData, rowIn } from './listData'
import { type Page, tidyWindow } from './listWindow'
import { recall } from './memory'
import type { ReplicaState } from './replica'
import type { Detail } from './resource'
import type { Row } from './row'

/*
 * What arrives over REST meets what the feed already said.
 *
 * A fetch is a photograph of the past. Events that were applied to the cache while it was on its way would be lost
 * when it lands, so it is settled against the memory of recent changes at the very moment it is written, in the
 * query's `structuralSharing` hook. Earlier is too early: an infinite query fetches its pages one after another, and
 * `fetchNextPage` puts a new page behind copies of the old ones taken when it *started*. Later (an effect, `select`)
 * is too late: a render could show the old row.
 */

/**
 * Remembers how far each page object is up to date. Pages in the cache are, because every event is applied to
 * them; a page that a patch replaced is so up to the event before that patch; one never seen is what REST read.
 */
export class PageLedger {
  private readonly current = new WeakSet<Page>()
  private readonly superseded = new WeakMap<Page, number>()

  /** The cache now holds `data`. */
  keep(data: ListData): void {
    for (const page of data.pages) this.current.add(page)
  }

  /** A patch made `after` of `before`, which knew everything up to `seq`. */
  supersede(before: ListData, after: ListData, seq: number): void {
    for (const [number, page] of before.pages.entries()) {
      if (after.pages[number] !== page && !this.superseded.has(page)) this.superseded.set(page, seq)
    }
    this.keep(after)
  }

  isFresh(page: Page): boolean {
    return !this.current.has(page)
  }

  /** The seq up to which the page knows everything; `applied` for those in the cache. */
  validUpTo(page: Page, applied: number): number {
    return this.superseded.get(page) ?? (this.isFresh(page) ? page.seq : applied)
  }
}

/**
 * Brings a fetched list to the present, drops rows that two pages have both, and reuses rows already shown. All
 * pages get the total of the one that was read last.
 */
export function settleList(
  previous: ListData | undefined,
  incoming: ListData,
  replica: ReplicaState,
): ListData {
  const newest = incoming.pages.reduce((a, b) => (b.epoch !== a.epoch || b.seq >= a.seq ? b : a))
  const places = new Map<number, [Row[], number]>()
  let total = newest.total
  const pages = incoming.pages.map((page) => {
    const rows: Row[] = []
    for (const given of page.rows) {
      const row = settleRow(page, given, replica)
      if (row === null) {
        if (settleRow(newest, given, replica) === null) total -= 1
        continue
      }
      // The row moved between the reads of two pages: one place is enough, with the newer of the rows.
      const twin = places.get(row.id)
      if (twin) {
        const [home, index] = twin
        if ((home[index]?.version ?? 0) < row.version) home[index] = row
        continue
      }
      places.set(row.id, [rows, rows.length])
      rows.push(shared(previous && rowIn(previous, row.id), row))
    }
    return { ...page, rows }
  })
  return tidyWindow(
    pages.map((page) => ({ ...page, total: Math.max(0, total) })),
    incoming.pageParams,
  )
}

/** The rows of what was fetched that have not been deleted since. */
export function rowsThere(
  read: { epoch: string; seq: number },
  rows: readonly Row[],
  replica: ReplicaState,
): Row[] {
  return read.epoch === replica.epoch ? rows.filter((row) => settleRow(read, row, replica) !== null) : []
}

/** Brings a fetched row to the present. A deleted one stays as it was read: its page says that it is gone. */
export function settleDetail(previous: Detail | undefined, incoming: Detail, replica: ReplicaState): Detail {
  const row = settleRow(incoming, incoming.row, replica) ?? incoming.row
  return withRow(incoming, shared(previous?.row, row))
}

/** The detail with another row, and the entity tag that belongs to it. */
export function withRow(detail: Detail, row: Row): Detail {
  if (row.version === detail.row.version) return { ...detail, row }
  return { ...detail, row, etag: `"v${row.version}"` }
}

/** The row as it is now; null when it was deleted after the page was read. */
function settleRow(page: { epoch: string; seq: number }, row: Row, replica: ReplicaState): Row | null {
  if (page.epoch !== replica.epoch) return row
  const known = recall(replica.memory, row.id)
  if (!known || known.seq <= page.seq) return row
  if (known.action === 'delete') return null
  // Rows are read after the position that the page claims, so the page can be ahead of it.
  return known.row.version > row.version ? known.row : row
}

/** The object already shown when it says the same, so that its row is not drawn again. */
function shared(previous: Row | undefined, row: Row): Row {
  return previous && sameRow(previous, row) ? previous : row
}

/**
 * Compares by content, lists within a row as well: every answer makes those anew, and a renamed category changes rows
 * without changing their version.
 */
export function sameRow(a: Row, b: Row): boolean {
  return replaceEqualDeep(a, b) === a
}
