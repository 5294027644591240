import { hashKey } from '@tanstack/react-query'
import type { ListParams } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { endWithSession } from '@/lib/session'
import { createStore } from '@/lib/store'

/** What is kept of a selected product: enough to name it, and to say beforehand whose it is. */
export type Picked = Pick<Product, 'id' | 'sku' | 'name' | 'created_by' | 'owner'>

export interface Selection {
  count: number
  /** The filter itself is selected: every product that matches, also those that were never loaded. */
  isAllMatching: boolean
  /** How much of what is loaded is selected. */
  coverage: 'none' | 'some' | 'all'
  /** All that was loaded has just been taken: perhaps all that match is meant. */
  isOffering: boolean
  /** A phone shows its check boxes only while this is so. */
  isSelecting: boolean
  /** Whether the person could do anything with what they select. */
  isOffered: boolean
}

/** The list on the screen, as far as selecting in it needs to know it. */
export interface ListInSight {
  params: ListParams
  /** What is loaded, in the order of the list. */
  rows: readonly Product[]
}

const NOTHING: Selection = {
  count: 0,
  isAllMatching: false,
  coverage: 'none',
  isOffering: false,
  isSelecting: false,
  isOffered: false,
}

/**
 * Which products are selected, by id, wherever they are in the list or whether they are in it at all. It lives outside
 * React: rows listen for whether they are selected, so that a press draws one row.
 */
class SelectionStore {
  private readonly picked = new Map<number, Picked>()
  private list: ListInSight = { params: { scope: 'all' }, rows: [] }
  private isAllMatching = false
  private isOffering = false
  private isSelecting = false
  private isOffered = false
  /** Where a range begins. */
  private anchor: number | null = null
  private readonly summary = createStore(NOTHING)
  readonly get = this.summary.get
  readonly subscribe = this.summary.subscribe

  has(id: number): boolean {
    return this.isAllMatching || this.picked.has(id)
  }

  /** The selected products one by one; of all that match, those that are loaded. */
  getPicked(): Picked[] {
    return [...this.picked.values()]
  }

  /** Selects or deselects a product; `toHere` does the same for all between it and the one before. */
  toggle(product: Picked, toHere = false): void {
    const select = !this.has(product.id)
    // All but one of those that match cannot be said by a filter: what is loaded stays selected, one by one.
    this.isAllMatching = false
    this.isOffering = false
    for (const each of toHere ? this.between(product) : [product]) {
      if (select) this.pick(each)
      else this.picked.delete(each.id)
    }
    this.anchor = product.id
    this.publish()
  }

  /** Selects what is loaded, or nothing when it is all selected already. */
  toggleLoaded(): void {
    if (this.get().coverage === 'all') this.clear()
    else {
      for (const row of this.list.rows) this.pick(row)
      this.isOffering = true
      this.publish()
    }
  }

  selectAllMatching(): void {
    this.isAllMatching = true
    this.see(this.list)
  }

  /** Whoever may do nothing with a selection has none. */
  setOffered(isOffered: boolean): void {
    this.isOffered = isOffered
    if (isOffered) this.publish(false)
    else this.clear()
  }

  setSelecting(isSelecting: boolean): void {
    this.isSelecting = isSelecting
    this.publish()
  }

  clear = (): void => {
    this.isAllMatching = false
    this.isOffering = false
    this.isSelecting = false
    this.anchor = null
    this.picked.clear()
    this.publish()
  }

  /** The product no longer exists. */
  drop(id: number): void {
    if (this.picked.delete(id)) this.publish()
  }

  /** Another list, or other rows of it. What was selected through the filter does not outlive the filter. */
  see(list: ListInSight): void {
    const isOther = filterOf(this.list.params) !== filterOf(list.params)
    this.list = list
    if (isOther && this.isAllMatching) this.clear()
    if (isOther) this.isOffering = false
    if (this.isAllMatching) {
      // What no longer matches is left out, as the filter does.
      this.picked.clear()
      for (const row of list.rows) this.pick(row)
    }
    this.publish(this.isAllMatching)
  }

  private pick({ id, sku, name, created_by, owner }: Picked): void {
    this.picked.set(id, { id, sku, name, created_by, owner })
  }

  private between(product: Picked): readonly Picked[] {
    const { rows } = this.list
    const from = rows.findIndex(({ id }) => id === this.anchor)
    const to = rows.findIndex(({ id }) => id === product.id)
    return from < 0 || to < 0 ? [product] : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  }

  /** `isOther`: other products are selected than before; otherwise only what is said of them may have changed. */
  private publish(isOther = true): void {
    const { isAllMatching, isOffering, isSelecting, isOffered, picked } = this
    const { rows } = this.list
    const here = rows.filter(({ id }) => picked.has(id)).length
    const coverage = here === 0 ? 'none' : here === rows.length ? 'all' : 'some'
    const next: Selection = {
      count: picked.size,
      isAllMatching,
      coverage,
      isOffering,
      isSelecting,
      isOffered,
    }
    // The same object for the same words: who shows only these is not drawn again.
    const isSame = hashKey([next]) === hashKey([this.get()])
    if (!isSame || isOther) this.summary.set(isSame ? this.get() : next)
  }
}

/** One for the page: there is one list on it. */
export const selection = new SelectionStore()
endWithSession(selection.clear)

function filterOf({ ordering: _, ...filter }: ListParams): string {
  return hashKey([filter])
}
