import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { type ListParams, type ProductPage, productKeys } from '@/features/products/queries'
import { LiveClient } from './client'
import type { ListData } from './listData'
import type { ModelServer } from './modelServer'
import { FakeNetwork, type FakeSocket } from './testing'

/* A live client with a real query cache, whose requests and socket are in the hands of the test. */

interface Request {
  /** Reads the rows, if that has not been done, and answers. */
  land(): void
  /** Reads the rows now, to be answered with later. */
  photograph(): void
}

export class Harness {
  readonly server: ModelServer
  readonly queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } })
  readonly network = new FakeNetwork()
  readonly live: LiveClient
  readonly requests: Request[] = []
  /** Lists fetched so far, one entry a first page. */
  readonly fetched: ListParams[] = []

  constructor(server: ModelServer) {
    this.server = server
    this.live = new LiveClient({
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
    const observer = new InfiniteQueryObserver(this.queryClient, {
      queryKey: productKeys.list(params),
      queryFn: ({ pageParam }) => {
        if (pageParam === null) this.fetched.push(params)
        return this.request((as) => this.server.page(params, pageParam, as))
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page: ProductPage) => page.next,
    })
    observer.subscribe(() => undefined)
    return observer
  }

  showDetail(id: number) {
    const observer = new QueryObserver(this.queryClient, {
      queryKey: productKeys.detail(id),
      queryFn: () =>
        this.request((as) => {
          const row = this.server.rows.get(id)
          if (!row) throw new Error('404')
          return { row, ...as, etag: `"v${row.version}"` }
        }),
    })
    observer.subscribe(() => undefined)
    return observer
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
      this.requests.push({ land, photograph })
    })
  }
}
