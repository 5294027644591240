import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { env } from '@/lib/env'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const cable = makeProduct()
const adapter = makeProduct({
  id: 2,
  name: 'HDMI adapter',
  sku: 'HDMI-1',
  quantity: 3,
  reorder_level: 10,
  owner: 'ben',
  created_by: 4,
})
const socks = makeProduct({ id: 5, name: 'Socks', sku: 'SOCK-1', quantity: 0, price: '1234.50' })

function serve(products = [cable, adapter, socks]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const lastList = () => fake.requests.filter((request) => request.path.endsWith('/products/')).at(-1)?.query
  return { ...fake, lastList }
}

beforeEach(() => void signInForTest())

describe('the list on a desk', () => {
  it('is a table with its counts, figures in the currency of the server and words for what is low or out', async () => {
    serve()
    renderApp('/')
    const table = await screen.findByRole('table', { name: 'Products' })
    expect(table).toHaveAttribute('aria-rowcount', '4')
    expect(screen.getByText('3 products')).toBeVisible()
    const row = await within(table).findByRole('row', { name: /HDMI adapter/ })
    expect(within(row).getByText('Low')).toBeVisible()
    const out = await within(table).findByRole('row', { name: /Socks/ })
    expect(within(out).getByText('Out')).toBeVisible()
    expect(await within(out).findByText('€1,234.50')).toBeVisible()
  })

  it('offers Edit and Delete on own products only', async () => {
    serve()
    renderApp('/')
    expect(await screen.findByRole('link', { name: 'Edit USB-C cable' })).toHaveAttribute(
      'href',
      '/?product=1&edit=1',
    )
    expect(screen.getByRole('button', { name: 'Delete USB-C cable' })).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Edit HDMI adapter' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Delete HDMI adapter' })).toBeNull()
  })

  it('searches a little after the last key, with the search in the address', async () => {
    const { lastList, requests } = serve()
    const { user, address, router } = renderApp('/')
    await screen.findByRole('link', { name: 'Socks' })
    await user.type(screen.getByRole('searchbox', { name: 'Search products' }), 'hdmi')
    await waitFor(() => expect(address()).toBe('/?search=hdmi'))
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Socks' })).toBeNull())
    expect(lastList()?.get('search')).toBe('hdmi')
    expect(requests.filter(({ query }) => query.has('search'))).toHaveLength(1)
    await router.navigate(-1)
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
    expect(screen.getByRole('searchbox')).toHaveValue('')
  })

  it('asks for what the address says', async () => {
    const { lastList, rows } = serve()
    rows.set(1, makeProduct({ quantity: 3 }))
    renderApp('/?search=cable&category=electronics&category=books&status=low&sort=-price')
    expect(await screen.findByRole('searchbox')).toHaveValue('cable')
    await screen.findByRole('link', { name: 'USB-C cable' })
    expect(lastList()?.getAll('category')).toEqual(['books', 'electronics'])
    expect(lastList()?.get('low_stock')).toBe('true')
    expect(lastList()?.get('ordering')).toBe('-price')
    expect(screen.getByRole('columnheader', { name: 'Price' })).toHaveAttribute('aria-sort', 'descending')
    expect(lastList()?.get('in_stock')).toBe('true')
    // The tab says it, so no chip does.
    expect(screen.getByRole('link', { name: /^Low/ })).toHaveAttribute('aria-current', 'page')
    expect(screen.queryByRole('button', { name: 'Remove filter Status: Low' })).toBeNull()
  })

  it('filters by several categories and by status', async () => {
    const { lastList } = serve()
    const { user, address } = renderApp('/')
    const filter = await screen.findByRole('button', { name: 'Filter' })
    await user.click(filter)
    await user.click(await screen.findByRole('button', { name: 'Category' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Electronics' }))
    await user.click(screen.getByRole('checkbox', { name: 'Books' }))
    expect(address()).toBe('/?category=books&category=electronics')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('checkbox', { name: 'Books' })).toBeNull()
    expect(filter).toHaveFocus()
    await user.click(filter)
    expect(await screen.findByRole('button', { name: 'Category 2' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Status' }))
    await user.click(await screen.findByRole('radio', { name: 'Inactive' }))
    await waitFor(() => expect(lastList()?.get('is_active')).toBe('false'))
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(address()).toBe('/')
  })

  it('sorts by a column up, down, and not at all', async () => {
    serve()
    const { user, address } = renderApp('/')
    const header = await screen.findByRole('button', { name: 'On hand' })
    await user.click(header)
    expect(address()).toBe('/?sort=quantity')
    await user.click(header)
    expect(address()).toBe('/?sort=-quantity')
    await user.click(header)
    expect(address()).toBe('/')
  })
})

describe('the export', () => {
  it.each([
    ['Excel', 'type=xlsx'],
    ['CSV', 'type=csv'],
    ['Count sheet', 'type=xlsx&sheet=count'],
  ])('saves what the list shows, in its order: %s', async (name, kind) => {
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    serve()
    let asked = ''
    server.use(
      http.get(`${env.apiUrl}/products/export/`, ({ request }) => {
        asked = new URL(request.url).search
        return new HttpResponse('id,sku', { headers: { 'X-Total-Count': '2' } })
      }),
    )
    const { user } = renderApp('/?search=a&category=books&sort=price')
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    await user.click(await screen.findByRole('button', { name: new RegExp(`^${name}`) }))
    expect(await screen.findByText('2 products exported', { selector: '[data-title]' })).toBeVisible()
    expect(asked).toBe(`?search=a&category=books&ordering=price&scope=all&${kind}`)
    expect(click).toHaveBeenCalledOnce()
  })

  it('says when it failed', async () => {
    serve()
    server.use(http.get(`${env.apiUrl}/products/export/`, () => new HttpResponse(null, { status: 500 })))
    const { user } = renderApp('/')
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    await user.click(await screen.findByRole('button', { name: /^CSV/ }))
    expect(await screen.findByText('Couldn’t export', { selector: '[data-title]' })).toBeVisible()
  })
})

describe('the states of the list', () => {
  it('offers to add the first product when there is none', async () => {
    serve([])
    renderApp('/')
    expect(await screen.findByRole('heading', { name: 'No products yet' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Add your first product' })).toHaveAttribute(
      'href',
      '/products/new',
    )
  })

  it('says what was looked for when nothing matches, and offers to clear it', async () => {
    serve()
    const { user, address } = renderApp('/?search=zzz')
    expect(await screen.findByRole('heading', { name: 'No matches' })).toBeVisible()
    expect(screen.getByText(/^No products match “\W*zzz\W*”\. Check the spelling/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull()
    await user.click(screen.getAllByRole('button', { name: 'Clear search' }).at(-1) as HTMLElement)
    expect(address()).toBe('/')
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
  })

  it('asks what a search that finds nothing may have meant, and searches for it', async () => {
    serve()
    server.use(
      http.get(`${env.apiUrl}/products/did_you_mean/`, ({ request }) =>
        HttpResponse.json({
          search: new URL(request.url).searchParams.get('search') === 'sokcs' ? 'socks' : null,
        }),
      ),
    )
    const { user, address } = renderApp('/?search=sokcs')
    await user.click(await screen.findByRole('button', { name: /^Search for “\W*socks\W*”$/ }))
    expect(address()).toBe('/?search=socks')
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
  })

  it('takes the filters away and keeps the search, where both are in the way', async () => {
    serve()
    const { user, address } = renderApp('/?search=socks&category=books')
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }))
    expect(address()).toBe('/?search=socks')
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
  })

  it('says what failed and tries again on request', async () => {
    const { url } = serve()
    const refusal = { ordering: ['Unknown ordering.'] }
    let isRefused = true
    server.use(
      http.get(url('products/'), () => (isRefused ? HttpResponse.json(refusal, { status: 400 }) : undefined)),
    )
    const { user } = renderApp('/')
    expect(await screen.findByRole('alert')).toHaveTextContent('Couldn’t load the products')
    isRefused = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
  })

  it('says that its category is gone once the server no longer knows it, and offers the way out', async () => {
    const { url, pushBulk } = serve()
    const { user, address } = renderApp('/?category=electronics')
    await screen.findByText('Live', { selector: 'button *' })
    await screen.findByRole('link', { name: 'USB-C cable' })
    server.use(
      http.get(url('products/'), ({ request }) =>
        new URL(request.url).searchParams.has('category')
          ? HttpResponse.json({ category: ['Select a valid choice.'] }, { status: 400 })
          : undefined,
      ),
    )
    pushBulk(1000)
    expect(await screen.findByRole('alert', undefined, { timeout: 5000 })).toHaveTextContent(
      'This filter’s category no longer exists',
    )
    expect(screen.queryByRole('link', { name: 'USB-C cable' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(address()).toBe('/')
    expect(await screen.findByRole('link', { name: 'USB-C cable' })).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says over its rows that they could not be fetched again, until they are', async () => {
    const { url, pushBulk } = serve()
    const { user } = renderApp('/')
    await screen.findByText('Live', { selector: 'button *' })
    await screen.findByRole('link', { name: 'Socks' })
    let isRefused = true
    server.use(
      http.get(url('products/'), () => (isRefused ? HttpResponse.json({}, { status: 403 }) : undefined)),
    )
    pushBulk(1000)
    const alert = await screen.findByRole('alert', undefined, { timeout: 5000 })
    expect(alert).toHaveTextContent('Couldn’t refresh. What you see may be out of date.')
    expect(screen.getByRole('link', { name: 'Socks' })).toBeVisible()
    isRefused = false
    await user.click(within(alert).getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('shows a skeleton while it loads', async () => {
    const { url } = serve()
    server.use(http.get(url('products/'), () => new Promise<never>(() => undefined)))
    renderApp('/')
    expect(await screen.findByRole('status', { name: 'Loading products' })).toBeVisible()
  })
})

describe('live changes', () => {
  it('show in their row, with how much and by whom', async () => {
    const { push } = serve()
    renderApp('/')
    await screen.findByText('Live', { selector: 'button *' })
    await screen.findByRole('link', { name: 'HDMI adapter' })
    push('update', { ...adapter, quantity: 8, version: 8 })
    const row = await screen.findByRole('row', { name: /HDMI adapter.*up 5/ })
    expect(row).toHaveTextContent('ben')
    expect(within(row).getByText('8')).toBeVisible()
  })

  it('take a deleted product out of the list', async () => {
    const { push } = serve()
    renderApp('/')
    await screen.findByText('Live', { selector: 'button *' })
    await screen.findByRole('link', { name: 'HDMI adapter' })
    push('delete', adapter)
    await waitFor(() => expect(screen.queryByRole('link', { name: 'HDMI adapter' })).toBeNull())
  })
})

it('is a list of cards on a phone, with the filters in a sheet', async () => {
  setViewport('phone')
  serve()
  const { user, address } = renderApp('/')
  const list = await screen.findByRole('list', { name: 'Products' })
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(3))
  await user.click(screen.getByRole('button', { name: 'Filters' }))
  const sheet = await screen.findByRole('dialog', { name: 'Filters' })
  await user.click(await within(sheet).findByRole('checkbox', { name: 'Books' }))
  expect(address()).toBe('/?category=books')
  await user.keyboard('{Escape}')
  const trigger = screen.getByRole('button', { name: 'Filters, 1 active' })
  await waitFor(() => expect(trigger).toHaveFocus())
})
