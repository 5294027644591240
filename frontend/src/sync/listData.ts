import type { InfiniteData } from '@tanstack/react-query'
import type { Verdict } from '@/lib/search'
import { countThrough, type Page, type PagePlace } from './listWindow'
import type { Change } from './memory'
import type { ListRules } from './resource'
import type { Row } from './row'

/* What a batch of changes does to one cached list: pure functions, immutable data. */

/** The loaded window of a list. Its ends are ends of the list only where there is no cursor that leads on. */
export type ListData = InfiniteData<Page, PagePlace>

/**
 * How badly a list needs the server. `soft`: only the total or rows not loaded may be off. `hard`: the order or
 * membership of loaded rows is. `urgent`: the rows themselves are unknown (a bulk change, a cut in history).
 */
export type Need = 'none' | 'soft' | 'hard' | 'urgent'

const NEEDS: readonly Need[] = ['none', 'soft', 'hard', 'urgent']

export function greaterNeed(a: Need, b: Need): Need {
  return NEEDS.indexOf(a) > NEEDS.indexOf(b) ? a : b
}

export interface ListChange {
  /** The same object when nothing in the list changed. */
  data: ListData
  need: Need
  /** Loaded rows that changed or left, as they were before. */
  touched: Row[]
  /** Rows that were created and belong here, but are not loaded. */
  arrived: { id: number; seq: number }[]
  /** Rows that were deleted. */
  departed: number[]
}

/**
 * Applies `changes` (one a row, see `collapse`) to a list. Costs one look-up a change and one copy a touched
 * page; deletes alone make the index be built again.
 */
export function applyToList(data: ListData, changes: readonly Change[], rules: ListRules): ListChange {
  const copy = new WorkingCopy(data)
  const result: ListChange = { data, need: 'none', touched: [], arrived: [], departed: [] }
  const moved: Place[] = []
  for (const change of changes) {
    const place = copy.find(change.row.id)
    if (change.action === 'delete') result.departed.push(change.row.id)
    if (!place) {
      absorbUnloaded(result, change, copy.data, rules)
    } else if (change.action === 'delete') {
      const before = copy.row(place)
      if (!before || !copy.remove(place, change.seq)) continue
      result.touched.push(before)
      // The total was read apart from the rows and may or may not have counted this one: let it be confirmed.
      result.need = greaterNeed(result.need, 'soft')
    } else {
      const before = copy.row(place)
      if (!before || before.version >= change.row.version) continue
      copy.replace(place, change.row)
      result.touched.push(before)
      if (rules.mayLeave(before, change.row)) result.need = greaterNeed(result.need, 'hard')
      else if (rules.sortKeyChanged(before, change.row)) moved.push(place)
    }
  }
  if (moved.some((place) => !copy.isInOrder(place, rules))) result.need = greaterNeed(result.need, 'hard')
  result.data = copy.finish()
  return result
}

/** Of several changes of one row only the last counts, but a row born among them is new. */
export function collapse(changes: readonly Change[]): Change[] {
  const last = new Map<number, Change>()
  for (const change of changes) {
    const born = change.born ?? last.get(change.row.id)?.born ?? null
    last.delete(change.row.id)
    last.set(change.row.id, { ...change, born })
  }
  return [...last.values()]
}

/** The loaded rows of a list by id; kept with the data, and passed on while no row changes its place. */
export function rowIn(data: ListData, id: number): Row | undefined {
  const place = indexOf(data).get(id)
  return place && data.pages[place.page]?.rows[place.index]
}

function absorbUnloaded(result: ListChange, change: Change, data: ListData, rules: ListRules): void {
  const { row, seq, action, born } = change
  // Pages read at or after this change already say what it did to the list.
  if (data.pages.every((page) => page.seq >= seq)) return
  const belonging = rules.belongs(row)
  const isNew = born !== null && data.pages.some((page) => page.seq < born)
  if (action !== 'delete' && isNew && belonging === 'yes') {
    result.arrived.push({ id: row.id, seq: born })
  } else if (action === 'delete' || isNew) {
    // Several changes may be one here: a row that left the list on the way can be in the total all the same.
    const mayCount = belonging !== 'no' || (seq !== born && rules.membershipCanChange())
    if (mayCount) result.need = greaterNeed(result.need, 'soft')
  } else {
    result.need = greaterNeed(result.need, needOfUnloaded(row, belonging, data, rules))
  }
}

/** What a changed row that is not loaded means: its row before the change is not known here. */
function needOfUnloaded(row: Row, belonging: Verdict, data: ListData, rules: ListRules): Need {
  // A complete list holds all that belonged before; this one did not.
  if (isComplete(data)) return belonging === 'no' ? 'none' : belonging === 'yes' ? 'hard' : 'soft'
  const canEnterOrLeave = rules.membershipCanChange()
  if (belonging !== 'yes') return canEnterOrLeave ? 'soft' : 'none'
  if (isOutside(row, data, rules)) return canEnterOrLeave ? 'soft' : 'none'
  if (!canEnterOrLeave && rules.sortKeyIsFixed()) return 'none'
  return 'hard'
}

function isComplete({ pages }: ListData): boolean {
  return pages[0]?.prev === null && pages.at(-1)?.next === null
}

/** Whether the row certainly stands before or after all that is loaded, where the list goes on. */
function isOutside(row: Row, { pages }: ListData, rules: ListRules): boolean {
  const first = pages.find((page) => page.rows.length > 0)?.rows[0]
  const last = pages.findLast((page) => page.rows.length > 0)?.rows.at(-1)
  if (!first || !last) return false
  const isAbove = pages[0]?.prev !== null && rules.standsBefore(row, first)
  const isBelow = pages.at(-1)?.next !== null && rules.standsBefore(last, row)
  return isAbove || isBelow
}

interface Place {
  page: number
  index: number
}

const indexes = new WeakMap<ListData, Map<number, Place>>()

function indexOf(data: ListData): Map<number, Place> {
  let index = indexes.get(data)
  if (!index) {
    index = new Map()
    for (const [page, { rows }] of data.pages.entries()) {
      for (const [at, row] of rows.entries()) index.set(row.id, { page, index: at })
    }
    indexes.set(data, index)
  }
  return index
}

/** A list being changed: copies a page when it is first touched, and closes gaps at the end. */
class WorkingCopy {
  readonly data: ListData
  private readonly index: Map<number, Place>
  private readonly rows = new Map<number, (Row | null)[]>()
  private removed = 0

  constructor(data: ListData) {
    this.data = data
    this.index = indexOf(data)
  }

  find(id: number): Place | undefined {
    return this.index.get(id)
  }

  /** The row there now; null when it was removed. */
  row({ page, index }: Place): Row | null {
    const rows = this.rows.get(page) ?? this.data.pages[page]?.rows
    return rows?.[index] ?? null
  }

  replace({ page, index }: Place, row: Row): void {
    this.editable(page)[index] = row
  }

  /** Takes the row out; refused when its page was read after the delete, so that the row there is a newer life. */
  remove({ page, index }: Place, seq: number): boolean {
    if ((this.data.pages[page]?.seq ?? 0) >= seq) return false
    this.editable(page)[index] = null
    this.removed += 1
    return true
  }

  /** Whether the row still stands between its neighbours. Beyond the loaded rows, the server knows. */
  isInOrder(place: Place, rules: ListRules): boolean {
    const row = this.row(place)
    if (!row) return true
    const before = this.neighbour(place, -1)
    const after = this.neighbour(place, 1)
    if (before ? !rules.standsBefore(before, row) : this.data.pages[0]?.prev !== null) return false
    return after ? rules.standsBefore(row, after) : this.data.pages.at(-1)?.next === null
  }

  finish(): ListData {
    if (this.rows.size === 0) return this.data
    const pages = this.data.pages.map((page, number) => {
      const rows = this.rows.get(number)
      if (!rows && this.removed === 0) return page
      const kept = rows ? rows.filter((row) => row !== null) : page.rows
      return { ...page, rows: kept, total: Math.max(0, page.total - this.removed) }
    })
    const data = { ...this.data, pages: this.removed === 0 ? pages : countThrough(pages) }
    if (this.removed === 0) indexes.set(data, this.index)
    return data
  }

  private neighbour({ page, index }: Place, direction: 1 | -1): Row | null {
    let at = { page, index: index + direction }
    while (this.data.pages[at.page]) {
      const length = this.data.pages[at.page]?.rows.length ?? 0
      if (at.index < 0 || at.index >= length) {
        const next = at.page + direction
        at = { page: next, index: direction === 1 ? 0 : (this.data.pages[next]?.rows.length ?? 0) - 1 }
        continue
      }
      const row = this.row(at)
      if (row) return row
      at = { page: at.page, index: at.index + direction }
    }
    return null
  }

  private editable(page: number): (Row | null)[] {
    let rows = this.rows.get(page)
    if (!rows) {
      rows = [...(this.data.pages[page]?.rows ?? [])]
      this.rows.set(page, rows)
    }
    return rows
  }
}
