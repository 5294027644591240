import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { products } from '@/entities/product/resource'
import { FakeNetwork } from '@/testing/feed'
import { LiveClient } from './client'
import { LiveProvider } from './LiveProvider'
import { PresenceList } from './PresenceList'
import { MOVE_MS } from './presenceStore'
import type { PresenceMode } from './protocol'
import { usePresence } from './usePresence'

let network: FakeNetwork
let visibility: DocumentVisibilityState

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), shouldAdvanceTime: true })
  network = new FakeNetwork()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})

afterEach(() => {
  vi.useRealTimers()
})

interface View {
  product: number | null
  mode: PresenceMode
}

function Place({ product, mode }: View) {
  return <PresenceList people={usePresence(product, mode)} />
}

async function open(...views: View[]) {
  const queryClient = new QueryClient()
  const client = new LiveClient({
    resource: products,
    queryClient,
    url: 'ws://host/ws/products/',
    tokens: { ensureFresh: async () => 'jwt', renewRefused: async () => 'jwt' },
    createSocket: network.createSocket,
    random: () => 0.5,
  })
  const page = (shown: View[]) => (
    <QueryClientProvider client={queryClient}>
      <LiveProvider client={client}>
        {shown.map((view, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places of a page do not change their order
          <Place key={index} {...view} />
        ))}
      </LiveProvider>
    </QueryClientProvider>
  )
  const { rerender } = render(page(views))
  await pass(0)
  await greet()
  const showFor = async (milliseconds: number, ...shown: View[]) => {
    rerender(page(shown))
    await pass(milliseconds)
  }
  return {
    showFor,
    show: (...shown: View[]) => showFor(MOVE_MS, ...shown),
  }
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

async function greet() {
  act(() => network.last.greet({ epoch: 'e1', seq: 0 }))
  await pass(0)
}

function announcements(): unknown[] {
  const frames = network.last.sent as { type: string }[]
  return frames.filter(({ type }) => type === 'presence')
}

async function say(product: number, ...people: [string, PresenceMode][]) {
  const frame = {
    type: 'presence',
    product,
    people: people.map(([username, mode], index) => ({
      id: username === 'me' ? 3 : index + 4,
      username,
      mode,
    })),
  }
  act(() => network.last.say(frame))
  await pass(0)
}

async function see(state: DocumentVisibilityState) {
  visibility = state
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
  await pass(0)
}

const viewing = { type: 'presence', product: 4, mode: 'view' }

describe('usePresence', () => {
  it('announces the product, repeats it every ten seconds, and says when it is left', async () => {
    const { show } = await open({ product: 4, mode: 'view' })
    expect(announcements()).toEqual([viewing])
    await pass(20_000)
    expect(announcements()).toEqual([viewing, viewing, viewing])
    await show()
    await pass(12_000)
    expect(announcements().at(-1)).toEqual({ type: 'presence', product: null })
    expect(announcements()).toHaveLength(4)
  })

  it('is left at once, also when it was entered a moment ago, and leaves no timer behind', async () => {
    const { showFor } = await open({ product: 4, mode: 'view' })
    await showFor(0)
    expect(announcements()).toEqual([viewing, { type: 'presence', product: null }])
    const left = vi.getTimerCount()
    await pass(MOVE_MS)
    expect(announcements()).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(left)
  })

  it('says nothing without a product', async () => {
    await open({ product: null, mode: 'view' })
    await pass(20_000)
    expect(announcements()).toEqual([])
  })

  it('is silent while nobody sees the page, and speaks at once when somebody does', async () => {
    await open({ product: 4, mode: 'view' })
    await see('hidden')
    await pass(30_000)
    expect(announcements()).toHaveLength(1)
    await see('visible')
    expect(announcements()).toHaveLength(2)
  })

  it('announces again on a new socket', async () => {
    await open({ product: 4, mode: 'edit' })
    network.last.end(1006)
    await pass(1000)
    expect(network.sockets).toHaveLength(2)
    await greet()
    expect(announcements()).toEqual([{ ...viewing, mode: 'edit' }])
  })

  it('is one for several components of a product: an edit counts, until it ends', async () => {
    const list: View = { product: 4, mode: 'view' }
    const { show } = await open(list, { product: 4, mode: 'edit' })
    expect(announcements()).toEqual([{ ...viewing, mode: 'edit' }])
    await show(list)
    expect(announcements().slice(1)).toEqual([viewing])
  })

  it('goes from one product to the next without leaving in between', async () => {
    const { show } = await open({ product: 4, mode: 'view' })
    await say(4, ['ana', 'view'])
    await show({ product: 5, mode: 'view' })
    expect(announcements().slice(1)).toEqual([{ ...viewing, product: 5 }])
    expect(screen.queryByText('ana is viewing this')).toBeNull()
    await say(4, ['ana', 'view'])
    expect(screen.queryByText('ana is viewing this')).toBeNull()
  })

  it('announces no more than the server takes when one product after the other is opened', async () => {
    const { showFor } = await open({ product: 1, mode: 'view' })
    const began = Date.now()
    for (let product = 2; product <= 100; product++) await showFor(10, { product, mode: 'view' })
    await pass(MOVE_MS)
    // On a busy machine the clock goes on by more than what is passed here.
    expect(announcements().length).toBeLessThanOrEqual(2 + (Date.now() - began) / MOVE_MS)
    expect(announcements().at(-1)).toEqual({ ...viewing, product: 100 })
  })

  it('forgets the others when the server is away for long', async () => {
    await open({ product: 4, mode: 'view' })
    await say(4, ['ana', 'view'])
    network.last.end(1006)
    await pass(0)
    expect(screen.getByText('ana is viewing this')).toBeVisible()
    await pass(11_000)
    expect(screen.queryByText('ana is viewing this')).toBeNull()
  })
})

describe('PresenceList', () => {
  it('says who edits and who looks, without oneself', async () => {
    await open({ product: 4, mode: 'view' })
    await say(4, ['ana', 'edit'], ['me', 'view'])
    expect(screen.getByText('ana is editing')).toBeVisible()
    expect(screen.queryByText(/looking/)).toBeNull()
    await say(4, ['ana', 'edit'], ['bea', 'edit'], ['cy.young', 'view'], ['me', 'edit'])
    expect(screen.getByText('ana and bea are editing')).toBeVisible()
    expect(screen.getByText('cy.young is viewing this')).toBeVisible()
    expect(screen.getByText('CY')).toBeVisible()
  })

  it('names three of many', async () => {
    await open({ product: 4, mode: 'view' })
    await say(4, ...['ana', 'bea', 'cy', 'dan', 'eve'].map((name): [string, PresenceMode] => [name, 'view']))
    expect(screen.getByText('ana, bea, cy, and 2 more are viewing this')).toBeVisible()
  })
})
