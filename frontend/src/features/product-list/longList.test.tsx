import { fireEvent, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Product } from '@/entities/product/types'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

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
    let isRefused = false
    server.use(
      http.get(url('products/'), ({ request }) => {
        // The rows ahead may be asked for just now; the jump is what fails.
        if (isRefused || !new URL(request.url).searchParams.has('offset')) return undefined
        isRefused = true
        return HttpResponse.json({ detail: 'No.' }, { status: 400 })
      }),
    )
    scrollTo(2000)
    expect(await screen.findByRole('alert')).toHaveTextContent('Couldn’t load these products.')
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

describe('the row with the focus', () => {
  const focusRow = (row: number) => {
    const found = document.querySelector<HTMLElement>(`[data-index="${row}"]`)
    ;(found?.querySelector<HTMLElement>('a') ?? found)?.focus()
    return found
  }
  const heights = () =>
    [...document.querySelectorAll<HTMLElement>('table tr[style]')]
      .map(({ style }) => Number.parseInt(style.height, 10))
      .reduce((sum, height) => sum + height, 0)

  it('stays in the page when it is scrolled out of sight, so that Tab goes on from it', async () => {
    serve()
    renderApp('/')
    await screen.findByText('Product 3')
    scrollTo(0)
    const row = focusRow(2)
    const focus = document.activeElement
    for (const [place, last] of [
      [1500, 'Product 1501'],
      [2900, 'Product 2901'],
    ] as const) {
      scrollTo(place)
      await screen.findByText(last)
      expect(focus).toHaveFocus()
      expect(row).toBeInTheDocument()
      expect(row).toHaveAttribute('aria-rowindex', '4')
      const drawn = document.querySelectorAll('tbody tr[aria-rowindex]').length
      expect(heights() + drawn * ROW).toBe(3000 * ROW)
    }
    scrollTo(0)
    await screen.findByText('Product 1')
    expect(focus).toHaveFocus()
    expect(document.querySelectorAll('[data-index="2"]')).toHaveLength(1)
  })

  it('stays below what is seen as well, and on a phone', async () => {
    setViewport('phone')
    serve()
    renderApp('/')
    await screen.findByText('Product 1')
    scrollTo(2000, 92)
    await screen.findByText('Product 2001')
    const row = focusRow(2001)
    const focus = document.activeElement
    scrollTo(0, 92)
    await screen.findByText('Product 1')
    expect(focus).toHaveFocus()
    expect(row).toHaveAttribute('aria-posinset', '2002')
  })

  it('is let go when its product is deleted, or the focus goes elsewhere', async () => {
    const { push } = serve()
    const { user } = renderApp('/')
    await screen.findByText('Product 3')
    await screen.findByText('Live', { selector: 'button *' })
    scrollTo(0)
    const row = focusRow(2)
    scrollTo(30)
    await waitFor(() => expect(screen.queryByText('Product 1')).toBeNull())
    expect(row).toBeInTheDocument()
    push('delete', MANY[2] as Product)
    await waitFor(() => expect(row).not.toBeInTheDocument())
    scrollTo(0)
    await screen.findByText('Product 2')
    const other = focusRow(1)
    await user.click(screen.getByRole('searchbox'))
    scrollTo(1500)
    await screen.findByText('Product 1501')
    expect(other).not.toBeInTheDocument()
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
