import type { QueryKey } from '@tanstack/react-query'
import type { LiveCache } from './cache'
import { type ListData, rowIn } from './listData'
import { isHole, type Page } from './listWindow'
import { changesSince } from './memory'
import type { ReplicaState } from './replica'
import type { Resource } from './resource'
import { sameRow } from './settle'

interface SelfCheckOptions {
  cache: LiveCache
  fetchPage: Resource['fetchPage']
  replica(): ReplicaState
  random(): number
  /** The feed is live, movement is not paused and somebody is looking. */
  isDue(): boolean
  onRepaired(differences: number): void
}

export const CHECK_EVERY_MS = 5 * 60_000
/** For events that were on their way while the page was read. */
export const SETTLE_MS = 2000

/**
 * Compares what is shown with the server every few minutes. Everything else in this feature says that they are
 * equal; this says so without believing it. A difference is counted, shown in the status, and repaired.
 */
export class SelfCheck {
  private readonly options: SelfCheckOptions
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SelfCheckOptions) {
    this.options = options
  }

  start(): void {
    clearTimeout(this.timer)
    // Jitter of a fifth either way, so that screens opened together do not ask together.
    const wait = CHECK_EVERY_MS * (0.8 + 0.4 * this.options.random())
    this.timer = setTimeout(() => void this.run().finally(() => this.restart()), wait)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private restart(): void {
    if (this.timer !== undefined) this.start()
  }

  private async run(): Promise<void> {
    if (!this.options.isDue()) return
    for (const { key, data, isSettled } of this.options.cache.shownLists()) {
      if (isSettled) await this.check(key, data)
    }
  }

  private async check(key: QueryKey, { pages, pageParams }: ListData) {
    const [place = null] = pageParams
    if (isHole(pages)) return
    const page = await this.options.fetchPage(key, place).catch(() => null)
    if (!page) return
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const { epoch, seen, memory, resumingFrom } = this.options.replica()
    const list = this.options.cache.shownLists().find((shown) => shown.key === key)
    // What the list is about to fetch anyway, or what the feed has not told yet, is no difference.
    if (!list?.isSettled || !this.options.isDue() || resumingFrom !== null) return
    // Somebody has scrolled on meanwhile.
    if (list.data.pageParams[0] !== place) return
    if (page.epoch !== epoch || page.seq < memory.floor || seen < page.seq) return
    const found = differences(
      list.data,
      page,
      new Set(changesSince(memory, page.seq).map(({ row }) => row.id)),
    )
    if (found === 0) return
    this.options.onRepaired(found)
    this.options.cache.keeper(key).mark('urgent')
  }
}

/**
 * Counts where the first rows of a list differ from the server's page: rows that say something else, rows that are
 * missing, rows too many, or the same rows in another order. Rows that changed since the page was read
 * (`moving`) prove nothing.
 */
function differences(shown: ListData, page: Page, moving: ReadonlySet<number>): number {
  const still = page.rows.filter((row) => !moving.has(row.id))
  let found = still.filter((row) => {
    const mine = rowIn(shown, row.id)
    return !mine || !sameRow(mine, row)
  }).length
  if (moving.size > 0) return found
  const ids = new Set(page.rows.map((row) => row.id))
  const top = shown.pages.flatMap((each) => each.rows).slice(0, page.rows.length)
  found += top.filter((row) => !ids.has(row.id)).length
  if (found === 0 && top.some((row, index) => row.id !== page.rows[index]?.id)) found += 1
  if (found === 0 && shown.pages[0]?.total !== page.total) found += 1
  return found
}
