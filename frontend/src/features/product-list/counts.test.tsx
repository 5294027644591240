import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { translatePage } from '@/testing/translatePage'
import { setViewport } from '@/testing/viewport'

beforeEach(() => void signInForTest())

function open(path = '/') {
  const fake = fakeApi([
    makeProduct(),
    makeProduct({ id: 2, name: 'Socks', quantity: 0, reorder_level: 3 }),
    makeProduct({ id: 3, name: 'Mug', quantity: 2, reorder_level: 3 }),
    makeProduct({ id: 4, name: 'Old lamp', quantity: 0, is_active: false }),
  ])
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

const tabs = async () => within(await screen.findByRole('navigation', { name: 'Views' }))

it('say how many each tab shows: what is out is not low as well', async () => {
  const { user, address, requests } = open()
  const views = await tabs()
  expect(await views.findByRole('link', { name: 'All 4' })).toBeVisible()
  expect(views.getByRole('link', { name: 'Out 1' })).toBeVisible()
  const dashboard = requests.find(({ path }) => path.endsWith('/dashboard/'))?.query
  expect(dashboard?.get('tz')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  await user.click(views.getByRole('link', { name: 'Low 1' }))
  expect(address()).toBe('/?status=low')
  await waitFor(() => expect(screen.queryByRole('link', { name: 'USB-C cable' })).toBeNull())
  const asked = requests.filter(({ path }) => path.endsWith('/products/')).at(-1)?.query
  expect(Object.fromEntries(asked ?? [])).toMatchObject({
    low_stock: 'true',
    in_stock: 'true',
    is_active: 'true',
  })
  const table = within(screen.getByRole('table', { name: 'Products' }))
  expect(table.getByRole('link', { name: 'Mug' })).toBeVisible()
  expect(table.queryByRole('link', { name: 'Socks' })).toBeNull()
})

it('follow what happens, with one request for many changes', async () => {
  const { stock, requests } = open()
  const views = await tabs()
  await views.findByRole('link', { name: 'Low 1' })
  await screen.findByText('Live', { selector: 'button *' })
  for (let number = 0; number < 2; number++) stock.move(3, -1)
  expect(await views.findByRole('link', { name: 'Out 2' })).toBeVisible()
  expect(views.getByRole('link', { name: 'Low 0' })).toBeVisible()
  expect(requests.filter(({ path }) => path.endsWith('/dashboard/'))).toHaveLength(2)
})

it('are asked for again by a page that comes back, which has not followed them meanwhile', async () => {
  const { requests, router } = open()
  await (await tabs()).findByRole('link', { name: 'Low 1' })
  const asked = () => requests.filter(({ path }) => path.endsWith('/dashboard/'))
  expect(asked()).toHaveLength(1)
  await router.navigate('/trash')
  expect(await screen.findByRole('heading', { name: 'Trash' })).toBeVisible()
  await router.navigate('/')
  await waitFor(() => expect(asked()).toHaveLength(2))
})

it('say no value where they can say no number of products', async () => {
  open()
  server.use(http.get('*/api/products/', () => HttpResponse.json({ detail: 'Busy.' }, { status: 503 })))
  expect(await screen.findByText('Couldn’t load the products')).toBeVisible()
  expect(await (await tabs()).findByRole('link', { name: 'All 4' })).toBeVisible()
  expect(screen.queryByTitle('Value of the stock on hand')).toBeNull()
})

it('go on in a page that the browser has translated', async () => {
  const { stock } = open()
  const views = await tabs()
  await views.findByRole('link', { name: 'Out 1' })
  await screen.findByText('Live', { selector: 'button *' })
  translatePage()
  stock.move(3, -2, { actor: 'ana' })
  await waitFor(() => expect(views.getByRole('link', { name: /2$/ })).toHaveTextContent('2'))
})

it('stand with the value of all, which no filter has', async () => {
  const { user } = open()
  expect(await screen.findByText('€550.00')).toBeVisible()
  await user.click(await (await tabs()).findByRole('link', { name: 'Low 1' }))
  await waitFor(() => expect(screen.queryByText('€550.00')).toBeNull())
})

it('are on a phone, and not among my products, which they do not count', async () => {
  setViewport('phone')
  const { router } = open()
  const views = await tabs()
  expect(await views.findByRole('link', { name: 'All 4' })).toBeVisible()
  await router.navigate('/my-products')
  await waitFor(async () => expect((await tabs()).getByRole('link', { name: 'All' })).toBeVisible())
})

it('are left out rather than old when they cannot be loaded', async () => {
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  server.use(http.get(fake.url('dashboard/'), () => HttpResponse.json({ detail: 'No.' }, { status: 400 })))
  renderApp('/')
  await screen.findByRole('link', { name: 'USB-C cable' })
  expect((await tabs()).getByRole('link', { name: 'All' })).toBeVisible()
})

it('are there in a zone that the server does not know', async () => {
  const zone = { timeZone: 'Mars/Olympus' } as Intl.ResolvedDateTimeFormatOptions
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue(zone)
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  server.use(
    http.get(fake.url('dashboard/'), ({ request }) => {
      const tz = new URL(request.url).searchParams.get('tz')
      if (tz === 'Mars/Olympus') return HttpResponse.json({ tz: ['No such zone.'] }, { status: 400 })
    }),
  )
  renderApp('/')
  expect(await (await tabs()).findByRole('link', { name: 'All 1' })).toBeVisible()
})
