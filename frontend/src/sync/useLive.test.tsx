import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { memo, useRef } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveAnnouncer } from '@/app/shell/LiveAnnouncer'
import { type ListParams, productKeys } from '@/entities/product/queries'
import { products } from '@/entities/product/resource'
import { ConnectionPill } from '@/features/live/ConnectionPill'
import { LiveClient } from './client'
import { windowOptions } from './listWindow'
import '@/app/shell/announcement' // here already, as the clock of these tests does not wait for a download
import { FakeNetwork, makeEvent, makeProduct } from '@/testing/feed'
import { MODEL_PAGE, ModelServer } from '@/testing/modelServer'
import { LiveProvider } from './LiveProvider'
import { useListInteraction } from './useListInteraction'
import { usePendingNew, useRecentChange } from './useLive'

const ALL: ListParams = { scope: 'all' }

let server: ModelServer
let network: FakeNetwork
let fetches: number
const drawn = vi.fn<(id: number) => void>()

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), shouldAdvanceTime: true })
  server = new ModelServer()
  network = new FakeNetwork()
  fetches = 0
  drawn.mockClear()
  for (let id = 1; id <= 3; id++) server.create(id)
})

afterEach(() => {
  vi.useRealTimers()
})

function List() {
  const region = useRef<HTMLUListElement>(null)
  const { data } = useInfiniteQuery({
    queryKey: productKeys.list(ALL),
    ...windowOptions(
      async (place) => {
        fetches += 1
        return server.page(ALL, place, server.position)
      },
      MODEL_PAGE,
      3,
    ),
  })
  const { count, show } = usePendingNew(productKeys.list(ALL))
  useListInteraction(region, productKeys.list(ALL))
  if (!data) return <p>Loading</p>
  const ids = data.pages.flatMap((page) => page.rows.map((row) => row.id))
  return (
    <>
      {count > 0 && (
        <button type="button" onClick={show}>
          {count} new
        </button>
      )}
      <ul ref={region} aria-label="Products">
        {ids.map((id) => (
          <Row key={id} id={id} />
        ))}
      </ul>
    </>
  )
}

const Row = memo(function Row({ id }: { id: number }) {
  const change = useRecentChange(id)
  drawn(id)
  return (
    <li>
      <input aria-label={`Product ${id}`} />
      {change && `changed by ${change.actor}`}
    </li>
  )
})

async function open() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000 } } })
  const client = new LiveClient({
    resource: products,
    queryClient,
    url: 'ws://host/ws/products/',
    tokens: { ensureFresh: async () => 'jwt', renewRefused: async () => 'jwt' },
    createSocket: network.createSocket,
    random: () => 0.5,
  })
  render(
    <QueryClientProvider client={queryClient}>
      <LiveProvider client={client}>
        <ConnectionPill />
        <List />
        <LiveAnnouncer />
      </LiveProvider>
    </QueryClientProvider>,
  )
  await pass(0)
  act(() => network.last.greet({ epoch: server.epoch, seq: server.head }))
  await pass(0)
  return userEvent.setup({ advanceTimers: (milliseconds) => vi.advanceTimersByTime(milliseconds) })
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

function say(...actions: ['create' | 'update', number][]) {
  const items = actions.map(([action, id]) => {
    const row = makeProduct(id, { name: `Lamp ${id}`, version: 2 })
    server.rows.set(id, row)
    return makeEvent(++server.head, row, action)
  })
  const prev = server.head - items.length
  act(() => network.last.say({ type: 'events', prev, seq: server.head, items }))
}

const shownIds = () => screen.getAllByRole('textbox').map((input) => input.getAttribute('aria-label'))

describe('a row', () => {
  it('is drawn again for its own change, and for nothing else', async () => {
    await open()
    drawn.mockClear()
    say(['update', 2])
    await pass(0)
    expect(screen.getByText('changed by ana')).toBeVisible()
    await pass(9000)
    expect(screen.getByText('changed by ana')).toBeVisible()
    await pass(1100)
    expect(screen.queryByText('changed by ana')).toBeNull()
    // It comes, has flashed, and is over.
    expect(drawn.mock.calls).toEqual([[2], [2], [2]])
  })
})

describe('a list', () => {
  it('lets new rows in while nobody uses it', async () => {
    await open()
    say(['create', 50])
    await pass(1000)
    expect(shownIds()[0]).toBe('Product 50')
  })

  it('holds them back under a pointer, until it leaves', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const user = await open()
    await user.hover(screen.getByRole('list'))
    say(['create', 50])
    await pass(2000)
    expect(screen.getByRole('button', { name: '1 new' })).toBeVisible()
    expect(fetches).toBe(1)
    await user.unhover(screen.getByRole('list'))
    await pass(600)
    expect(shownIds()[0]).toBe('Product 50')
    expect(screen.queryByRole('button', { name: '1 new' })).toBeNull()
  })

  it('lets them in when the pointer just lies there', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const user = await open()
    await user.hover(screen.getByRole('list'))
    say(['create', 50])
    await pass(4000)
    expect(shownIds()[0]).toBe('Product 50')
  })

  it('holds them back under keyboard focus, until it leaves', async () => {
    await open()
    act(() => screen.getByLabelText('Product 1').focus())
    say(['create', 50], ['create', 51])
    await pass(5000)
    expect(screen.getByRole('button', { name: '2 new' })).toBeVisible()
    act(() => screen.getByLabelText('Product 1').blur())
    await pass(600)
    expect(shownIds().slice(0, 2)).toEqual(['Product 51', 'Product 50'])
  })

  it('holds them back while its top is scrolled away, until asked for', async () => {
    const user = await open()
    document.documentElement.scrollTop = 500
    act(() => void document.dispatchEvent(new Event('scroll')))
    say(['create', 50])
    await pass(5000)
    expect(fetches).toBe(1)
    await user.click(screen.getByRole('button', { name: '1 new' }))
    await pass(100)
    document.documentElement.scrollTop = 0
    expect(shownIds()[0]).toBe('Product 50')
    expect(screen.queryByRole('button', { name: '1 new' })).toBeNull()
  })
})

describe('the announcer', () => {
  it('says a batch once, and the next no sooner than three seconds later', async () => {
    await open()
    // The one live region of the page.
    const region = screen.getByRole('log')
    say(['update', 1], ['update', 2], ['create', 50])
    expect(region).toHaveTextContent('')
    await pass(1000)
    expect(region).toHaveTextContent('2 products changed, 1 product added')
    server.rows.set(3, makeProduct(3, { version: 1 }))
    say(['update', 3])
    await pass(2900)
    expect(region).toHaveTextContent('2 products changed, 1 product added')
    await pass(200)
    expect(region).toHaveTextContent('Lamp 3 changed')
  })
})

describe('the connection pill', () => {
  it('says how live the screen is, and how old when it is not', async () => {
    await open()
    const pill = screen.getByRole('button', { name: /^Connection/ })
    expect(pill).toHaveTextContent('Live')
    network.last.end(1006)
    await pass(0)
    expect(pill).toHaveTextContent('Reconnecting')
    network.last.end(1006)
    await pass(12_000)
    expect(pill).toHaveTextContent(/Not connected.*1\d s behind/)
  })
})
