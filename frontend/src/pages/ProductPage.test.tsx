import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { toast } from 'sonner'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { HistoryEntry } from '@/entities/trail/types'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

vi.mock('uplot', () => import('@/testing/fakeUplot'))

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

const entries = () => {
  const list = screen.getByRole('list', { name: 'History' })
  return within(list)
    .getAllByRole('listitem')
    .filter((item) => item.parentElement === list)
}

describe('the stock of a product', () => {
  it('has a timeline: how much, why, who, the note and what was left', async () => {
    await open()
    expect(entries()[0]).toHaveTextContent(/−3.*Sale.*ben.*Order 7.*39.*on hand/)
  })

  it('follows what happens', async () => {
    const { stock } = await open()
    stock.move(1, 5, { reason: 'receive', actor: 'bea' })
    await waitFor(() => expect(entries()[0]).toHaveTextContent(/\+5.*Received.*bea.*44/))
    expect(await screen.findByText('44', { selector: '.text-4xl *' })).toBeVisible()
  })

  it('keeps what came live, however much happens to other products, and asks for nothing', async () => {
    const { stock, rows, requests } = await open()
    rows.set(2, makeProduct({ id: 2, name: 'HDMI adapter' }))
    stock.move(1, -2, { actor: 'bea' })
    for (let number = 0; number < 510; number++) stock.move(2, 1)
    stock.move(1, -5)
    await waitFor(() => expect(entries()[0]).toHaveTextContent('−5'))
    expect(entries()).toHaveLength(3)
    expect(entries()[1]).toHaveTextContent(/−2.*bea/)
    expect(requests.filter(({ path }) => path.endsWith('/movements/'))).toHaveLength(1)
  })

  it('changes by one, and by the editor in each of its ways', async () => {
    const { user, stock } = await open()
    await user.click(screen.getByRole('button', { name: 'Add one USB-C cable' }))
    expect(screen.getByText('40', { selector: '.text-4xl *' })).toBeVisible()
    await waitFor(() => expect(stock.sent[0]?.body).toEqual({ delta: 1, reason: 'receive' }))
    await user.click(screen.getByRole('button', { name: 'Set to…' }))
    const editor = within(await screen.findByRole('dialog'))
    expect(editor.getByLabelText('Number on hand')).toHaveValue('40')
    await user.clear(editor.getByLabelText('Number on hand'))
    await user.type(editor.getByLabelText('Number on hand'), '12')
    await user.click(editor.getByRole('button', { name: 'Set to 12' }))
    await waitFor(() => expect(stock.sent[1]?.body).toEqual({ set_to: 12, expected: 40, reason: 'count' }))
  })

  it('is left alone while the page is not live, and each button says why when it is pressed', async () => {
    const { user, stock, hangUp } = await open()
    hangUp()
    for (const name of [
      'Add one USB-C cable',
      'Remove one USB-C cable',
      'Set to…',
      'Revert −3 of USB-C cable',
    ]) {
      const button = screen.getByRole('button', { name })
      await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'))
      await user.click(button)
      const why = 'Can’t reach the server. You can change stock once it’s back.'
      await screen.findByText(why, { selector: '[data-title]' })
      act(() => void toast.dismiss())
      await waitFor(() => expect(screen.queryByText(why, { selector: '[data-title]' })).toBeNull())
    }
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(stock.sent).toEqual([])
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

describe('the way to a first picture', () => {
  const link = () => screen.queryByRole('link', { name: 'Add picture' })

  it('leads who may edit to that part of the form', async () => {
    await open()
    expect(link()).toHaveAttribute('href', '/products/1/edit#picture')
  })

  it('is not there for an outsider', async () => {
    await open(makeProduct({ created_by: 4, owner: 'ben' }))
    expect(link()).toBeNull()
  })

  it('is not there where there is a picture', async () => {
    await open(makeProduct({ image: '/media/products/1.webp', thumbnail: '/media/products/1-small.webp' }))
    expect(link()).toBeNull()
  })
})

describe('the last 90 days', () => {
  it('are a chart that says what it shows, and a table on request', async () => {
    const { requests, user } = await open()
    expect(await screen.findByRole('img', { name: /40 at first, 39 now, lowest 39/ })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show table' }))
    const table = within(screen.getByRole('region', { name: 'On hand by day, as a table' }))
    expect(table.getAllByRole('row')[2]).toHaveTextContent(/\+12.*52/)
    const asked = requests.find(({ path }) => path.endsWith('/history/'))?.query
    expect(asked?.get('days')).toBe('90')
    expect(asked?.get('tz')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
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

describe('the history', () => {
  const entry = (part: Partial<HistoryEntry>): HistoryEntry => ({
    id: 7,
    at: '2026-11-20T10:00:00Z',
    actor: 'ben',
    source: 'api',
    via: null,
    action: 'update',
    changes: [{ field: 'price', old: '7.00', new: '12.50', hidden: false }],
    ...part,
  })

  async function openChanged(product = makeProduct(), part: Partial<HistoryEntry> = {}) {
    const fake = fakeApi([product])
    server.use(...fake.handlers)
    fake.stock.move(1, -3, { created_at: '2026-11-21T10:00:00Z' })
    fake.stock.changes.push(entry(part))
    const view = renderApp('/products/1')
    await screen.findByText('Live', { selector: 'button *' })
    await waitFor(() => expect(entries()).toHaveLength(2))
    return { ...fake, ...view }
  }

  it('has the changes of fields among the movements: from what to what, and who', async () => {
    await openChanged()
    expect(entries()[0]).toHaveTextContent('−3')
    expect(entries()[1]).toHaveTextContent(/Price.*7\.00.*12\.50.*ben/)
  })

  it('puts an old value back, over the version that is shown', async () => {
    const { user, requests, rows, url, live } = await openChanged()
    const sent: unknown[] = []
    server.use(
      http.patch(url('products/:id/'), async ({ request }) => {
        sent.push([request.headers.get('if-match'), await request.json()])
        const row = { ...makeProduct(rows.get(1)), price: '7.00', version: 9 }
        return HttpResponse.json(row, { headers: { ...live(), ETag: '"v9"' } })
      }),
    )
    await user.click(await screen.findByRole('button', { name: /^Restore Price to .*7\.00/ }))
    expect(await screen.findByText(/Price is .*7\.00 again/)).toBeVisible()
    expect(sent).toEqual([[`"v${rows.get(1)?.version}"`, { price: '7.00' }]])
    expect(requests.some(({ path }) => path.endsWith('/changes/'))).toBe(true)
  })

  it('says so when somebody else changes the field at the same moment', async () => {
    const { user, url } = await openChanged()
    const current = makeProduct({ price: '99.00', version: 40 })
    server.use(http.patch(url('products/:id/'), () => HttpResponse.json({ current }, { status: 412 })))
    await user.click(await screen.findByRole('button', { name: /^Restore Price/ }))
    expect(await screen.findByText(/changed it at the same time/)).toBeVisible()
  })

  it('offers nothing to put back to an outsider, of a picture, or where the value is the same', async () => {
    await openChanged(makeProduct({ created_by: 4, owner: 'ben' }))
    expect(screen.queryByRole('button', { name: /^Put/ })).toBeNull()
  })

  it('tells a restore from the first time that a product was added', async () => {
    const fake = fakeApi([makeProduct()])
    server.use(...fake.handlers)
    const actions = ['create', 'delete', 'create'] as const
    fake.stock.changes.push(...actions.map((action, index) => entry({ id: 9 - index, action, changes: [] })))
    renderApp('/products/1')
    await waitFor(() => expect(entries()).toHaveLength(3))
    const told = entries().map((item) => item?.textContent)
    expect(told).toEqual([
      expect.stringContaining('Restored from the trash'),
      expect.stringContaining('Deleted'),
      expect.stringContaining('Added to the inventory'),
    ])
  })

  it('tells of a picture that it has changed', async () => {
    await openChanged(makeProduct(), {
      changes: [{ field: 'image', old: 'a.webp', new: 'b.webp', hidden: false }],
    })
    expect(entries()[1]).toHaveTextContent(/Picture changed/)
    expect(screen.queryByRole('button', { name: /^Put/ })).toBeNull()
  })
})
