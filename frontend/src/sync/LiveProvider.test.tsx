import { QueryClient } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { Suspense, use } from 'react'
import { expect, it } from 'vitest'
import { products } from '@/entities/product/resource'
import { FakeNetwork } from '@/testing/feed'
import { LiveClient } from './client'
import { LiveProvider } from './LiveProvider'
import { useLiveStatus } from './useLive'

function State() {
  return <p>{useLiveStatus().state}</p>
}

function Wait({ what }: { what: Promise<void> | null }) {
  if (what) use(what)
  return null
}

it('connects again when what is around it was hidden for a while', async () => {
  const network = new FakeNetwork()
  const client = new LiveClient({
    resource: products,
    queryClient: new QueryClient(),
    url: 'ws://host/ws/products/',
    tokens: { ensureFresh: async () => 'jwt', renewRefused: async () => 'jwt' },
    createSocket: network.createSocket,
  })
  const page = (what: Promise<void> | null) => (
    <Suspense fallback="Loading">
      <LiveProvider client={client}>
        <State />
      </LiveProvider>
      <Wait what={what} />
    </Suspense>
  )
  const { rerender, unmount } = render(page(null))
  await act(async () => {})
  act(() => network.last.greet({ epoch: 'e1', seq: 0 }))
  expect(screen.getByText('live')).toBeVisible()

  const first = network.last
  let show = () => {}
  await act(async () =>
    rerender(
      page(
        new Promise((resolve) => {
          show = resolve
        }),
      ),
    ),
  )
  expect(screen.getByText('Loading')).toBeVisible()
  await act(async () => show())
  expect(network.last).not.toBe(first)
  act(() => network.last.greet({ epoch: 'e1', seq: 0 }))
  expect(screen.getByText('live')).toBeVisible()
  unmount()
})
