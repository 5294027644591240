import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

vi.mock('uplot', () => import('@/testing/fakeUplot'))

beforeEach(() => void signInForTest())

function open(path = '/insights') {
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

const region = (name: string) => screen.findByRole('region', { name })
const asked = (requests: { path: string; query: URLSearchParams }[]) =>
  requests.filter(({ path }) => path.endsWith('/insights/')).map(({ query }) => query.get('days'))

describe('the insights', () => {
  it('say what the stock is worth, and tell the chart in words', async () => {
    open()
    const panel = within(await region('Stock value'))
    await waitFor(() => expect(panel.getByText('€1,250.00')).toBeVisible())
    expect(panel.getByText(/\+€249\.50.* since Oct 26, 2026/)).toBeVisible()
    const chart = await panel.findByRole('img')
    expect(chart).toHaveAccessibleName(
      'Stock value from Oct 26, 2026 to today: €1,000.50 at first, €1,250.00 now.',
    )
  })

  it('show each chart as a table, whose days lead to their history', async () => {
    const { user, address } = open()
    await user.click(await screen.findByRole('button', { name: 'Show table: Units in and out' }))
    const table = within(screen.getByRole('table', { name: 'Units in and out, as a table' }))
    expect(table.getByRole('row', { name: /Nov 23, 2026/ })).toHaveTextContent('Nov 23, 2026141')
    await user.click(table.getByRole('link', { name: 'Nov 23, 2026' }))
    await waitFor(() => expect(address()).toBe('/movements?from=2026-11-23&to=2026-11-23'))
  })

  it('lead to the movements behind each figure', async () => {
    open()
    const sale = await screen.findByRole('link', { name: 'Sale' })
    expect(sale).toHaveAttribute('href', '/movements?reason=sale&from=2026-10-26&to=2026-11-24')
    const movers = within(screen.getByRole('table', { name: 'Top movers' }))
    expect(movers.getByRole('link', { name: 'USB-C cable' })).toHaveAttribute('href', '/products/1')
    expect(movers.getByRole('link', { name: '30' }).getAttribute('href')).toContain('product=1&reason=sale')
    const cover = within(screen.getByRole('table', { name: 'Runs out first' }))
    expect(cover.getByRole('row', { name: /HDMI adapter/ })).toHaveTextContent(/3 days.*4$/)
    const dead = await region('Dead stock')
    expect(dead).toHaveTextContent('1 product, worth €480.00')
  })

  it('have a period in the address, and sum up weeks where days are too many', async () => {
    const { user, address, requests } = open()
    await user.click(await screen.findByRole('radio', { name: '365 days' }))
    expect(address()).toBe('/insights?days=365')
    await screen.findByText('Each bar is seven days.')
    expect(asked(requests)).toEqual(['30', '365'])
    await user.click(screen.getByRole('button', { name: 'Show table: Units in and out' }))
    const table = within(screen.getByRole('table', { name: 'Units in and out, as a table' }))
    expect(table.getAllByRole('row')).toHaveLength(1 + 53)
    expect(table.getByRole('link', { name: 'Nov 18, 2026 – Nov 24, 2026' })).toBeVisible()
  })

  it('take no other period from the address', async () => {
    const { requests } = open('/insights?days=7')
    await region('Stock value')
    expect(asked(requests)).toEqual(['30'])
  })

  it('follow the stock, and keep a table open', async () => {
    const { user, stock } = open()
    await user.click(await screen.findByRole('button', { name: 'Show table: Units in and out' }))
    await screen.findByText('Live', { selector: 'button *' })
    stock.move(1, -7)
    const today = await screen.findByRole('row', { name: /Nov 24, 2026/ })
    await waitFor(() => expect(today).toHaveTextContent('Nov 24, 2026107'))
  })

  it('say that there is nothing yet', async () => {
    const { stock } = open()
    const none = { date: '2026-11-24', value: '0.00', movements: 0, received: 0, removed: 0 }
    stock.insights = {
      days: [none],
      reasons: [],
      dead_stock: { since: '2026-08-26', products: 0, value: '0.00', worth_most: [] },
    }
    expect(await screen.findByRole('heading', { name: 'Nothing to show yet' })).toBeVisible()
  })

  it('offer to try again when they could not be loaded', async () => {
    const fake = fakeApi([])
    server.use(...fake.handlers)
    server.use(
      http.get(fake.url('insights/'), () => HttpResponse.json({ detail: 'No.' }, { status: 400 }), {
        once: true,
      }),
    )
    const { user } = renderApp('/insights')
    await user.click(await screen.findByRole('button', { name: /Try again|Retry/ }))
    expect(await region('Stock value')).toBeVisible()
  })
})
