import type { Category } from '@/entities/category/categories'
import { SAVED_VIEW_KEY, statusParams } from '@/entities/product/listParams'
import { products } from '@/entities/product/resource'
import type { Product } from '@/entities/product/types'
import { ApiError } from '@/lib/api/errors'
import { send } from '@/lib/api/http'
import { env } from '@/lib/env'
import { createStore } from '@/lib/store'
import { Connection } from '@/sync/connection'

/** What a screen on a wall shows. */
export interface Wall {
  /**
   * `refused`: the token is good for nothing, and nothing more will come. `unknown`: the server does not know what the
   * address asks for, such as a category that was deleted.
   */
  state: 'loading' | 'shown' | 'refused' | 'unknown'
  rows: readonly Product[]
  /** How many there are; more than `rows` when they are too many to show. */
  total: number
  categories: ReadonlyMap<string, string>
  /** The feed is open, and what it tells of could be read. */
  isLive: boolean
  /** When the rows were read, in milliseconds; null before. */
  readAt: number | null
}

const MOST_ROWS = 500
/** Changes that come together are read together, once in so many milliseconds at most. */
const APART_MS = 1000
const RETRY_MS = 10_000

const nothing: Wall = {
  state: 'loading',
  rows: [],
  total: 0,
  categories: new Map(),
  isLive: false,
  readAt: null,
}

/**
 * The stock by a token of its own, whoever may be signed in to this browser. The feed says that something has changed;
 * what it is now is read again as a whole: a wall need not know the rules of lists.
 */
export class StockFeed {
  readonly store = createStore<Wall>(nothing)
  private readonly token: string
  private readonly params: object
  private readonly connection: Connection
  private timer: ReturnType<typeof setTimeout> | undefined
  private isOpen = false
  /** The last read succeeded, and no time without the feed has passed since. */
  private isCurrent = false
  private isReading = false
  private isStale = false
  private isStopped = true

  /** `query` holds filters of the list, and its order, as in the address of the inventory or as the API has them. */
  constructor(token: string, query: URLSearchParams) {
    this.token = token
    this.params = toParams(query)
    const read = () => this.read()
    this.connection = new Connection({
      url: env.wsUrl,
      reader: products,
      tokens: { ensureFresh: async () => token, renewRefused: async () => null },
      handlers: {
        onState: (state, stopped) => {
          this.isOpen = state === 'open'
          if (!this.isOpen) this.isCurrent = false
          this.set({})
          if (stopped) this.refuse()
        },
        onFrame: read,
        onChanged: read,
        onHead: () => {},
        onPresence: () => {},
        onRights: () => {},
      },
    })
  }

  start(): void {
    this.isStopped = false
    this.connection.start()
    this.read()
  }

  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
    this.connection.stop()
  }

  private read(): void {
    this.isStale = true
    if (this.isReading || this.isStopped) return
    this.isReading = true
    void this.readAll()
  }

  private async readAll(): Promise<void> {
    let wait = APART_MS
    this.isStale = false
    try {
      const [found, categories] = await Promise.all([
        this.get<Product[]>('products/', this.params),
        this.get<Category[]>('categories/'),
      ])
      this.isCurrent = true
      this.set({
        state: 'shown',
        rows: found.data,
        total: Number(found.headers['x-total-count'] ?? found.data.length),
        categories: new Map(categories.data.map(({ slug, name }) => [slug, name])),
        readAt: Date.now(),
      })
    } catch (error) {
      this.isCurrent = false
      const status = error instanceof ApiError ? error.status : 0
      if (status === 401 || status === 403) this.refuse()
      else this.set(status === 400 ? { state: 'unknown' } : {})
      this.isStale = true
      wait = RETRY_MS
    }
    if (this.isStopped) return
    this.timer = setTimeout(() => {
      this.isReading = false
      if (this.isStale) this.read()
    }, wait)
  }

  private get<Data>(path: string, params?: object) {
    const headers = { Authorization: `Bearer ${this.token}` }
    return send<Data>({ method: 'get', path, params, headers })
  }

  private refuse(): void {
    this.stop()
    this.set({ state: 'refused' })
  }

  private set(part: Partial<Omit<Wall, 'isLive'>>): void {
    this.store.set({ ...this.store.get(), ...part, isLive: this.isOpen && this.isCurrent })
  }
}

/** Active products by name, if the address does not say otherwise. What it says wrongly the server refuses. */
function toParams(query: URLSearchParams): object {
  const params: Record<string, unknown> = { is_active: 'true', ordering: 'name', limit: String(MOST_ROWS) }
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    const ofStatus = name === 'status' ? statusParams(values[0] ?? '') : undefined
    if (ofStatus) Object.assign(params, ofStatus)
    else if (name !== SAVED_VIEW_KEY) params[name === 'sort' ? 'ordering' : name] = values
  }
  return params
}

/** Whether an address leaves products out. */
export function isFiltered(query: URLSearchParams): boolean {
  return [...query.keys()].some((name) => !['sort', 'ordering', SAVED_VIEW_KEY].includes(name))
}
