import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

// A canvas is beyond jsdom; the browser tests see the line itself.
vi.mock('uplot', () => ({
  default: Object.assign(
    vi.fn(function (this: object) {
      return Object.assign(this, { setData: vi.fn(), setSize: vi.fn(), destroy: vi.fn() })
    }),
    { paths: {} },
  ),
}))

beforeEach(() => void signInForTest())

async function open(product = makeProduct()) {
  const fake = fakeApi([product])
  server.use(...fake.handlers)
  fake.stock.move(1, -3, { reason: 'sale', actor: 'ben', note: 'Order 7' })
  const view = renderApp('/products/1')
  await screen.findByText('Live', { selector: 'button *' })
  await screen.findByRole('list', { name: 'History' })
  return { ...fake, ...view }
}

const entries = () => within(screen.getByRole('list', { name: 'History' })).getAllByRole('listitem')

describe('the stock of a product', () => {
  it('has a timeline: how much, why, who, the note and what was left', async () => {
    await open()
    expect(entries()[0]).toHaveTextContent(/−3.*Sale.*ben.*Order 7.*39.*on hand/)
  })

  it('follows what happens', async () => {
    const { stock } = await open()
    stock.move(1, 5, { reason: 'receive', actor: 'bea' })
    await waitFor(() => expect(entries()[0]).toHaveTextContent(/\+5.*Received.*bea.*44/))
    expect(await screen.findByText('44', { selector: '.text-4xl' })).toBeVisible()
  })

  it('changes by one, and by the editor in each of its ways', async () => {
    const { user, stock } = await open()
    await user.click(screen.getByRole('button', { name: 'Add one USB-C cable' }))
    expect(screen.getByText('40', { selector: '.text-4xl' })).toBeVisible()
    await waitFor(() => expect(stock.sent[0]?.body).toEqual({ delta: 1, reason: 'receive' }))
    await user.click(screen.getByRole('button', { name: 'Set to…' }))
    const editor = within(await screen.findByRole('dialog'))
    expect(editor.getByLabelText('Number on hand')).toHaveValue('40')
    await user.clear(editor.getByLabelText('Number on hand'))
    await user.type(editor.getByLabelText('Number on hand'), '12')
    await user.click(editor.getByRole('button', { name: 'Set to 12' }))
    await waitFor(() => expect(stock.sent[1]?.body).toEqual({ set_to: 12, expected: 40, reason: 'count' }))
  })

  it('marks a movement that was reverted, and links the two', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('button', { name: 'Revert −3 of USB-C cable' }))
    await user.click(await screen.findByRole('button', { name: 'Revert' }))
    await waitFor(() => expect(entries()[1]).toHaveTextContent('Reverted'))
    expect(within(entries()[1] as HTMLElement).getByRole('link')).toHaveAttribute('href', '#movement-2')
    expect(within(entries()[0] as HTMLElement).getByRole('link')).toHaveAttribute('href', '#movement-1')
  })

  it('cannot be changed by an outsider', async () => {
    await open(makeProduct({ created_by: 4, owner: 'ben' }))
    expect(screen.queryByRole('button', { name: /Add one|Set to|Revert/ })).toBeNull()
  })
})

describe('the last 90 days', () => {
  it('are a chart that says what it shows, and a table beside it', async () => {
    const { requests } = await open()
    expect(await screen.findByRole('img', { name: /40 at first, 39 now, lowest 39/ })).toBeVisible()
    const table = within(screen.getByRole('region', { name: 'On hand by day, as a table' }))
    expect(table.getAllByRole('row')[2]).toHaveTextContent(/\+12.*52/)
    const asked = requests.find(({ path }) => path.endsWith('/history/'))?.query
    expect(asked?.get('days')).toBe('90')
    expect(asked?.get('tz')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  })

  it('show the table on request on a phone', async () => {
    setViewport('phone')
    const { user } = await open()
    expect(screen.queryByRole('region', { name: /as a table/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Show table' }))
    expect(screen.getByRole('region', { name: /as a table/ })).toBeVisible()
  })

  it('say when they could not be loaded', async () => {
    const fake = fakeApi([makeProduct()])
    server.use(...fake.handlers)
    const refusal = () => HttpResponse.json({ detail: 'No.' }, { status: 400 })
    server.use(http.get(fake.url('products/:id/history/'), refusal, { once: true }))
    const { user } = renderApp('/products/1')
    expect(await screen.findByText(/Couldn’t load the chart/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('img', { name: /On hand from/ })).toBeVisible()
  })
})
