import { InfiniteQueryObserver, QueryClient, type QueryKey, QueryObserver } from '@tanstack/react-query'
import { vi } from 'vitest'
import { type ListParams, productKeys } from '@/entities/product/queries'
import { products } from '@/entities/product/resource'
import type { Product } from '@/entities/product/types'
import { LiveClient } from '@/sync/client'
import type { ListData } from '@/sync/listData'
import { type Page, type PagePlace, windowOptions } from '@/sync/listWindow'
import type { EventFrame } from '@/sync/protocol'
import { FakeNetwork, type FakeSocket, makeEvent, makeProduct } from './feed'
import { MODEL_PAGE, type ModelServer, sent } from './modelServer'

/* A live client with a real query cache, whose requests and socket are in the hands of the test. */

/** Few, so that pages are dropped all the time. */
export const MOST_MODEL_PAGES = 3

interface Request {
  /** Reads the rows, if that has not been done, and answers. */
  land(): void
  /** Reads the rows now, to be answered with later. */
  photograph(): void
  fail(): void
}

/** A live client that shows `lists`, all fetched, and was greeted at the server's head. Needs fake timers. */
export async function openHarness(server: ModelServer, ...lists: ListParams[]): Promise<Harness> {
  const harness = new Harness(server)
  for (const params of lists) harness.showList(params)
  await vi.advanceTimersByTimeAsync(0)
  harness.socket.greet({ epoch: server.epoch, seq: server.head })
  await harness.land()
  return harness
}

export class Harness {
  readonly server: ModelServer
  readonly queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } })
  readonly network = new FakeNetwork()
  readonly live: LiveClient
  readonly requests: Request[] = []
  private readonly observers = new Map<
    ListParams,
    InfiniteQueryObserver<Page, Error, ListData, QueryKey, PagePlace>
  >()
  /** Lists fetched so far, one entry a first page. */
  readonly fetched: ListParams[] = []

  constructor(server: ModelServer) {
    this.server = server
    this.live = new LiveClient({
      resource: products,
      queryClient: this.queryClient,
      url: 'ws://host/ws/products/',
      tokens: { ensureFresh: async () => 'jwt', renewRefused: async () => 'jwt' },
      createSocket: this.network.createSocket,
      random: () => 0.5,
    })
    this.live.start()
  }

  dispose(): void {
    this.live.stop()
    this.queryClient.clear()
  }

  get socket(): FakeSocket {
    return this.network.last
  }

  /** Shows a list; returns the observer, and fetches at once. */
  showList(params: ListParams) {
    const observer = new InfiniteQueryObserver<Page, Error, ListData, QueryKey, PagePlace>(this.queryClient, {
      queryKey: productKeys.list(params),
      ...windowOptions(
        (place) => {
          if (place === null) this.fetched.push(params)
          return this.request((as) => this.server.page(params, place, as))
        },
        MODEL_PAGE,
        MOST_MODEL_PAGES,
      ),
    })
    observer.subscribe(() => undefined)
    this.observers.set(params, observer)
    return observer
  }

  /** The observer of a list shown before. */
  observer(params: ListParams) {
    const observer = this.observers.get(params)
    if (!observer) throw new Error('This list is not shown.')
    return observer
  }

  showDetail(id: number) {
    const observer = new QueryObserver(this.queryClient, {
      queryKey: productKeys.detail(id),
      queryFn: () =>
        this.request((as) => {
          const row = this.server.rows.get(id)
          if (!row) throw new Error('404')
          return { row: sent(row), ...as, etag: `"v${row.version}"` }
        }),
    })
    observer.subscribe(() => undefined)
    return observer
  }

  /** Answers every request that is under way. */
  async land(): Promise<void> {
    for (const request of this.requests.splice(0)) request.land()
    await vi.advanceTimersByTimeAsync(0)
  }

  /** The server changes product `id`; what comes back is the event's frame, to be said by the socket. */
  change(id: number, fields: object, action: 'update' | 'delete' = 'update', actor = 'ana'): EventFrame {
    const { server } = this
    const before = server.rows.get(id)
    if (!before) throw new Error(`There is no product ${id}.`)
    const row = { ...before, ...fields, version: before.version + 1 }
    if (action === 'delete') server.rows.delete(id)
    else server.rows.set(id, row)
    return { type: 'event', ...makeEvent(++server.head, row, action, actor) }
  }

  add(id: number, fields: object = {}): EventFrame {
    const row = makeProduct(id, fields)
    this.server.rows.set(id, row)
    return { type: 'event', ...makeEvent(++this.server.head, row, 'create') }
  }

  rows(params: ListParams): Product[] {
    return this.list(params)?.pages.flatMap((page) => page.rows) ?? []
  }

  ids(params: ListParams): number[] {
    return this.rows(params).map((row) => row.id)
  }

  list(params: ListParams): ListData | undefined {
    return this.queryClient.getQueryData<ListData>(productKeys.list(params))
  }

  /** Like the server: the position is read first, the rows later. */
  private request<Result>(read: (as: { epoch: string; seq: number }) => Result): Promise<Result> {
    const as = this.server.position
    return new Promise((resolve, reject) => {
      let answer: { result: Result } | { error: unknown } | undefined
      const photograph = () => {
        // Rows of another history under the header of this one: such a server does not exist.
        const now = as.epoch === this.server.epoch ? as : this.server.position
        try {
          answer ??= { result: read(now) }
        } catch (error) {
          answer ??= { error }
        }
      }
      const land = () => {
        photograph()
        if (answer && 'result' in answer) resolve(answer.result)
        else reject(answer?.error)
      }
      this.requests.push({ land, photograph, fail: () => reject(new Error('network')) })
    })
  }
}
