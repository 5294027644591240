import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StockNotice } from '@/entities/movement/types'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

const notice = (id: number, part: Partial<StockNotice> = {}): StockNotice => ({
  id,
  product: 1,
  sku: 'ELEC-7K2M9Q',
  name: 'USB-C cable',
  kind: 'low',
  quantity: 3,
  reorder_level: 20,
  created_at: '2026-11-24T10:00:00Z',
  owner: 'ana',
  ...part,
})

async function open(notices: StockNotice[], options?: { rights?: string[] }) {
  const products = [makeProduct(), makeProduct({ id: 2, name: 'HDMI adapter', created_by: 4, owner: 'ben' })]
  const fake = fakeApi(products, options)
  fake.stock.notices.push(...notices)
  server.use(...fake.handlers)
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  return { ...fake, ...view }
}

describe('the bell', () => {
  it('says in full how many are new, and shows one digit of it', async () => {
    await open(Array.from({ length: 12 }, (_, index) => notice(12 - index)))
    const bell = await screen.findByRole('button', { name: 'Stock alerts, 12 new' })
    expect(bell).toHaveTextContent(/^9\+$/)
  })

  it('counts what is new, and shows it once', async () => {
    const { user } = await open([notice(3), notice(2, { kind: 'recovered', quantity: 40 }), notice(1)])
    await user.click(await screen.findByRole('button', { name: 'Stock alerts, 2 new' }))
    const panel = within(await screen.findByRole('dialog', { name: 'Stock alerts' }))
    expect(panel.getAllByText('New')).toHaveLength(3)
    expect(panel.getByText('No longer low: 40 on hand')).toBeVisible()
    await user.keyboard('{Escape}')
    const bell = screen.getByRole('button', { name: 'Stock alerts' })
    await waitFor(() => expect(bell).toHaveFocus())
    await user.click(bell)
    await screen.findByRole('dialog', { name: 'Stock alerts' })
    expect(screen.queryByText('New')).toBeNull()
  })

  it('keeps a deleted product readable', async () => {
    const { user } = await open([notice(1, { product: null })])
    await user.click(await screen.findByRole('button', { name: 'Stock alerts, 1 new' }))
    expect(await screen.findByText('USB-C cable (deleted)')).toBeVisible()
  })

  it('asks for own products, or for all when one keeps the stock', async () => {
    const { requests } = await open([])
    const asked = () =>
      requests
        .filter(({ path }) => path.endsWith('/alerts/'))
        .at(-1)
        ?.query.get('mine')
    await waitFor(() => expect(asked()).toBe('true'))
  })

  it('follows live alerts', async () => {
    const { stock } = await open([])
    await screen.findByRole('button', { name: 'Stock alerts' })
    stock.notices.unshift(notice(1))
    stock.move(1, -30, { actor: 'ana' })
    expect(await screen.findByRole('button', { name: 'Stock alerts, 1 new' })).toBeVisible()
  })
})

describe('a product that goes low through somebody else', () => {
  it('is told of in a toast', async () => {
    const { stock, user, address } = await open([])
    stock.move(1, -30)
    await screen.findByText('USB-C cable is low')
    screen.getByText('12 left, reorder at 20')
    await user.click(screen.getByRole('button', { name: 'View' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
  })

  it('is one toast with others', async () => {
    const { stock } = await open([], { rights: ['stock:adjust_any'] })
    await screen.findByRole('button', { name: 'Add one HDMI adapter' })
    stock.move(1, -30)
    stock.move(2, -30)
    await screen.findByText('2 products are low')
  })

  it('is not told of to those who can do nothing about it', async () => {
    const { stock } = await open([])
    stock.move(2, -30)
    stock.move(1, -30)
    await screen.findByText('USB-C cable is low')
    expect(screen.queryByText(/HDMI adapter is low/)).toBeNull()
  })
})
