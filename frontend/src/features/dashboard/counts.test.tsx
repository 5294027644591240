import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { dayOf } from '@/entities/movement/filters'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { translatePage } from '@/testing/translatePage'
import { setViewport } from '@/testing/viewport'

beforeEach(() => void signInForTest())

function open() {
  const fake = fakeApi([
    makeProduct(),
    makeProduct({ id: 2, name: 'Socks', quantity: 0 }),
    makeProduct({ id: 3, name: 'Old lamp', quantity: 0, is_active: false }),
  ])
  server.use(...fake.handlers)
  return { ...fake, ...renderApp('/') }
}

const tiles = async () => within(await screen.findByRole('list', { name: 'Stock at a glance' }))

it('show how the stock stands, and lead to what they count', async () => {
  const { user, address, requests } = open()
  const list = await tiles()
  expect(await list.findByText('€525.00')).toBeVisible()
  expect(list.getByRole('link', { name: /^Moved today ?0$/ })).toHaveAttribute(
    'href',
    `/movements?from=${dayOf(new Date())}`,
  )
  const dashboard = requests.find(({ path }) => path.endsWith('/dashboard/'))?.query
  expect(dashboard?.get('tz')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  await user.click(list.getByRole('link', { name: /^Out ?1$/ }))
  expect(address()).toBe('/?status=out')
  expect(list.getByRole('link', { name: /^Out ?1$/ })).toHaveAttribute('aria-current', 'true')
  const asked = requests.filter(({ path }) => path.endsWith('/products/')).at(-1)?.query
  expect(asked?.get('in_stock')).toBe('false')
  expect(asked?.get('is_active')).toBe('true')
  await user.click(list.getByRole('link', { name: /^Out ?1$/ }))
  expect(address()).toBe('/')
})

it('follow what happens, with one request for many changes', async () => {
  const { stock, requests } = open()
  const list = await tiles()
  await list.findByRole('link', { name: /^Moved today ?0$/ })
  await screen.findByText('Live', { selector: 'button *' })
  for (let number = 0; number < 20; number++) stock.move(1, -1)
  expect(await list.findByRole('link', { name: /^Moved today ?20/ })).toBeVisible()
  expect(requests.filter(({ path }) => path.endsWith('/dashboard/'))).toHaveLength(2)
})

it('go on in a page that the browser has translated', async () => {
  const { stock } = open()
  const list = await tiles()
  await screen.findByText('Live', { selector: 'button *' })
  stock.figures = { units_in_today: 3, units_out_today: 1 }
  stock.move(1, -1, { actor: 'ana' })
  expect(await list.findByText('+3 −1')).toBeVisible()
  translatePage()
  stock.figures = { units_in_today: 9, units_out_today: 30 }
  stock.move(1, -29, { actor: 'ana' })
  expect(await list.findByText('+9 −30')).toBeVisible()
  expect(list.queryByText('+3 −1')).toBeNull()
  const table = within(screen.getByRole('table', { name: 'Products' }))
  const row = table.getByRole('row', { name: /USB-C cable/ })
  await waitFor(() => expect(row).toHaveTextContent('12'))
  expect(row).toHaveTextContent('Low')
  stock.move(1, 40, { actor: 'ben' })
  await waitFor(() => expect(row).toHaveTextContent('52'))
  expect(row).not.toHaveTextContent('Low')
})

it('are short of breath on a phone, and say the exact value all the same', async () => {
  setViewport('phone')
  const { stock } = open()
  stock.move(1, 10_000)
  const list = await tiles()
  await waitFor(() => expect(list.getByText('€126K')).toBeVisible())
  expect(list.getByTitle('€125,525.00')).toBeVisible()
})

it('say nothing rather than something old when they cannot be loaded', async () => {
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  server.use(http.get(fake.url('dashboard/'), () => HttpResponse.json({ detail: 'No.' }, { status: 400 })))
  renderApp('/')
  const list = await tiles()
  expect(await list.findAllByText('–')).toHaveLength(4)
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
  expect(await (await tiles()).findByText('€525.00')).toBeVisible()
})
