import { fireEvent, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/test/fakeApi'
import { makeProduct } from '@/test/makers'
import { renderApp } from '@/test/renderApp'
import { server } from '@/test/server'
import { signInForTest } from '@/test/session'
import { setViewport } from '@/test/viewport'

const ROW = 52
const MANY = Array.from({ length: 3000 }, (_, index) =>
  makeProduct({ id: index + 1, name: `Product ${index + 1}`, sku: `SKU-${index + 1}` }),
)

function serve(products = MANY) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const lists = () =>
    fake.requests.filter(({ path }) => path.endsWith('/products/')).map(({ query }) => query)
  return { ...fake, lists }
}

/** Nothing has a size or a place in jsdom: this is where the first row is said to be. */
function scrollTo(row: number, height = ROW) {
  const first = { top: 36 - row * height } as DOMRect
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return this.matches('tbody, ul') ? first : ({ top: 0 } as DOMRect)
  })
  fireEvent.scroll(document.querySelector('[data-scroll-box]') ?? window)
}

const comingRows = () => document.querySelectorAll('tr[aria-busy]').length

beforeEach(() => {
  signInForTest()
  vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(300)
})

describe('a long list', () => {
  it('has the height and the count of all its rows, and few of them in the page', async () => {
    serve()
    renderApp('/')
    await screen.findByText('Product 1')
    const table = screen.getByRole('table', { name: 'Products' })
    expect(table).toHaveAttribute('aria-rowcount', '3001')
    const rows = table.querySelectorAll('tr[aria-rowindex]')
    expect(rows.length).toBeLessThan(60)
    const spaces = [...table.querySelectorAll<HTMLElement>('tbody[aria-hidden] tr')]
    const height = spaces.reduce((sum, { style }) => sum + Number.parseInt(style.height, 10), 0)
    expect(height + (rows.length - 1) * ROW).toBe(3000 * ROW)
  })

  it('jumps where it is scrolled to, once scrolling rests, with rows to come in between', async () => {
    const { lists } = serve()
    renderApp('/')
    await screen.findByText('Product 1')
    for (const row of [1200, 1400, 1500]) scrollTo(row)
    expect(comingRows()).toBeGreaterThan(10)
    const link = await screen.findByText('Product 1501')
    expect(link.closest('tr')).toHaveAttribute('aria-rowindex', '1502')
    expect(comingRows()).toBe(0)
    expect(lists().filter((query) => query.has('offset'))).toHaveLength(1)
  })

  it('goes on from a jump in both directions, page by page', async () => {
    const { lists } = serve()
    renderApp('/')
    await screen.findByText('Product 1')
    scrollTo(1500)
    await screen.findByText('Product 1501')
    scrollTo(1470)
    const link = await screen.findByText('Product 1471')
    expect(link.closest('tr')).toHaveAttribute('aria-rowindex', '1472')
    await waitFor(() =>
      expect(lists().some((query) => query.get('cursor')?.startsWith('before-'))).toBe(true),
    )
    expect(lists().filter((query) => query.has('offset'))).toHaveLength(1)
  })

  it('says in its place when a jump fails, and tries again on request', async () => {
    const { url } = serve()
    const { user } = renderApp('/')
    await screen.findByText('Product 1')
    const refusal = { detail: 'No.' }
    server.use(http.get(url('products/'), () => HttpResponse.json(refusal, { status: 400 }), { once: true }))
    scrollTo(2000)
    expect(await screen.findByRole('alert')).toHaveTextContent('These products could not be loaded.')
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByText('Product 2001')).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is the same window on a phone', async () => {
    setViewport('phone')
    serve()
    renderApp('/')
    await screen.findByText('Product 1')
    scrollTo(2000, 92)
    const link = await screen.findByText('Product 2001')
    expect(link.closest('li')).toHaveAttribute('aria-posinset', '2001')
    expect(link.closest('li')).toHaveAttribute('aria-setsize', '3000')
  })
})

describe('the row cursor', () => {
  it('moves by J and K and the arrow keys, and opens its product', async () => {
    serve(MANY.slice(0, 4))
    const { user, address } = renderApp('/')
    await screen.findByText('Product 1')
    scrollTo(0)
    const press = async (key: string, row: number) => {
      await user.keyboard(key)
      await waitFor(() => expect(document.activeElement).toHaveAttribute('aria-rowindex', String(row + 1)))
    }
    await press('j', 1)
    await press('j', 2)
    await press('{ArrowDown}', 3)
    await press('{ArrowDown}', 4)
    await press('k', 3)
    await press('{ArrowUp}', 2)
    await user.keyboard('{Enter}')
    await waitFor(() => expect(address()).toContain('product=2'))
  })
})

describe('the columns', () => {
  it('are chosen in a menu, with the height of the rows, and remembered', async () => {
    serve()
    const { user, unmount } = renderApp('/')
    await user.click(await screen.findByRole('button', { name: 'Columns' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Barcode' }))
    await user.click(screen.getByRole('checkbox', { name: 'Price' }))
    await user.click(screen.getByRole('radio', { name: 'Compact' }))
    const seen = () => ({
      barcode: screen.queryByRole('columnheader', { name: 'Barcode' }) !== null,
      price: screen.queryByRole('columnheader', { name: 'Price' }) !== null,
      height: screen.getByRole('table', { name: 'Products' }).style.getPropertyValue('--row'),
    })
    expect(seen()).toEqual({ barcode: true, price: false, height: '36px' })
    unmount()
    renderApp('/')
    await screen.findByText('Product 1')
    expect(seen()).toEqual({ barcode: true, price: false, height: '36px' })
  })
})
