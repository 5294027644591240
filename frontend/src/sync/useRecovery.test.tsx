import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/lib/api/errors'
import type { LiveClient } from './client'
import { LiveContext } from './context'
import { StatusStore } from './statusStore'
import { useRecovery } from './useRecovery'

const FED = ['products', 'list']
const OTHER = ['stock', 'movements']

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
afterEach(() => vi.restoreAllMocks())

/** A page with a query that the feed keeps and one that it does not. `isUp` is whether the server answers. */
function open() {
  const server = { isUp: true, error: new Error('down'), asked: { fed: 0, other: 0 } }
  const status = new StatusStore()
  const ask = (what: 'fed' | 'other') => async () => {
    server.asked[what] += 1
    if (!server.isUp) throw server.error
    return `${what} ${server.asked[what]}`
  }
  const isFed = ([first]: readonly unknown[]) => first === 'products'
  function Page() {
    useRecovery(isFed)
    const fed = useQuery({ queryKey: FED, queryFn: ask('fed') })
    const other = useQuery({ queryKey: OTHER, queryFn: ask('other') })
    return <p>{`${fed.data ?? fed.status}, ${other.data ?? other.status}`}</p>
  }
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } })
  const show = () =>
    render(
      <QueryClientProvider client={client}>
        <LiveContext value={{ status } as unknown as LiveClient}>
          <Page />
        </LiveContext>
      </QueryClientProvider>,
    )
  const become = (state: 'live' | 'reconnecting' | 'connecting') => act(() => status.set({ state }))
  return { server, show, become }
}

it('fetches again what the feed does not keep, once the page is live again', async () => {
  const { server, show, become } = open()
  show()
  await screen.findByText('fed 1, other 1')
  become('live')
  become('reconnecting')
  become('live')
  await screen.findByText('fed 1, other 2')
  expect(server.asked).toEqual({ fed: 1, other: 2 })
})

it('fetches what failed while the server was away, on whatever page', async () => {
  const { server, show, become } = open()
  become('reconnecting')
  server.isUp = false
  show()
  await screen.findByText('error, error')
  server.isUp = true
  become('live')
  await screen.findByText('fed 2, other 2')
})

it('asks for nothing twice when the page is opened', async () => {
  const { server, show, become } = open()
  show()
  await screen.findByText('fed 1, other 1')
  vi.useFakeTimers()
  become('live')
  await vi.advanceTimersByTimeAsync(5000)
  vi.useRealTimers()
  await waitFor(() => expect(server.asked).toEqual({ fed: 1, other: 1 }))
})

it.each([
  [404, 1],
  [503, 2],
])(
  'asks for what was answered by a %i, %i time(s) in all, while the page was opened',
  async (code, asked) => {
    const { server, show, become } = open()
    server.isUp = false
    server.error = new ApiError({ status: code, message: 'No.' })
    show()
    await screen.findByText('error, error')
    vi.useFakeTimers()
    become('live')
    await vi.advanceTimersByTimeAsync(5000)
    vi.useRealTimers()
    expect(server.asked).toEqual({ fed: asked, other: asked })
  },
)
