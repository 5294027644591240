import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const print = vi.fn()

beforeEach(() => {
  signInForTest()
  print.mockClear()
  vi.stubGlobal('print', print)
})

function open(address: string, count: number) {
  const products = Array.from({ length: count }, (_, index) =>
    makeProduct({ id: index + 1, name: `Product ${index + 1}`, sku: `P-${index + 1}`, quantity: index }),
  )
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(address) }
}

describe('the list on paper', () => {
  it('has every row, though the list loads them piece by piece, and opens the dialog once', async () => {
    open('/print?sort=name', 620)
    const table = await screen.findByRole('table', { name: 'Products' })
    expect(within(table).getAllByRole('row')).toHaveLength(621)
    expect(screen.getByText('620 products', { selector: 'li' })).toBeVisible()
    await waitFor(() => expect(print).toHaveBeenCalledOnce())
  })

  it('says what it is filtered by, and leads back to that list', async () => {
    open('/print/mine?search=product&status=low', 3)
    expect(await screen.findByText('“product”')).toBeVisible()
    expect(screen.getByText('Status: Low')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Back to the list' })).toHaveAttribute(
      'href',
      '/my-products?search=product&status=low',
    )
  })

  it('shows what went wrong, and prints when asked again', async () => {
    let isUp = false
    open('/print', 2)
    server.use(http.get('*/api/products/', () => (isUp ? undefined : HttpResponse.json({}, { status: 503 }))))
    expect(
      await screen.findByText('Couldn’t load the products to print', {}, { timeout: 30_000 }),
    ).toBeVisible()
    expect(print).not.toHaveBeenCalled()
    isUp = true
    screen.getByRole('button', { name: 'Retry' }).click()
    expect(await screen.findByRole('table', { name: 'Products' })).toBeVisible()
  })
})

it('is where the browser’s key for printing leads', async () => {
  const { user, address } = open('/?search=product', 3)
  await screen.findByRole('link', { name: 'Product 1' })
  await user.keyboard('{Control>}p{/Control}')
  await waitFor(() => expect(address()).toBe('/print?search=product'))
})

it('waits for the names of the categories: paper keeps what is not there', async () => {
  const { user } = open('/print', 1)
  let answer = () => {}
  const asked = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined)
  })
  server.use(http.get('*/api/categories/', () => asked))
  await screen.findByRole('table', { name: 'Products' })
  await user.click(screen.getByRole('button', { name: 'Print' }))
  expect(print).not.toHaveBeenCalled()
  const paper: (string | null)[] = []
  print.mockImplementation(() => paper.push(screen.getByRole('table').textContent))
  answer()
  await waitFor(() => expect(paper).toEqual([expect.stringContaining('Electronics')]))
})
