import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const cable = makeProduct()
const adapter = makeProduct({ id: 2, name: 'HDMI adapter', sku: 'HDMI-1', owner: 'ben', created_by: 4 })

beforeEach(() => {
  signInForTest()
  server.use(...fakeApi([cable, adapter]).handlers)
  server.use(
    http.get(`${env.apiUrl}/views/`, () => HttpResponse.json({ detail: 'Not found.' }, { status: 404 })),
  )
})

async function openPalette(path = '/') {
  const view = renderApp(path)
  await screen.findByText('Live', { selector: 'button *' })
  await view.user.keyboard('{Control>}k{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Command palette' })
  const option = (name: string | RegExp) => within(dialog).findByRole('option', { name })
  return { ...view, dialog, option }
}

it('finds products on the server and opens one by keyboard', async () => {
  const { user, option, address, dialog } = await openPalette('/movements')
  await user.keyboard('hdmi')
  await option(/HDMI adapter/)
  await waitFor(() => expect(within(dialog).queryByText('Searching…')).toBeNull())
  expect(within(dialog).queryByRole('option', { name: /USB-C cable/ })).toBeNull()
  await user.keyboard('{Home}{Enter}')
  await waitFor(() => expect(address()).toBe('/products/2'))
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('finds what may have been meant, and says so', async () => {
  server.use(http.get(`${env.apiUrl}/products/did_you_mean/`, () => HttpResponse.json({ search: 'hdmi' })))
  const { user, dialog, address } = await openPalette('/movements')
  await user.keyboard('hmdi')
  const group = await within(dialog).findByRole('group', { name: /^Products matching “\W*hdmi\W*”$/ })
  expect(await within(group).findByRole('option', { name: /HDMI adapter/ })).toBeVisible()
  await waitFor(() => expect(within(dialog).queryByText('Searching…')).toBeNull())
  await user.keyboard('{Home}{Enter}')
  await waitFor(() => expect(address()).toBe('/products/2'))
})

it('shows what was opened lately, and what can be done with the product on the page', async () => {
  const { option, user, address, router } = await openPalette('/products/1')
  expect(await option('Adjust the stock of USB-C cable')).toBeVisible()
  await user.click(await option('Duplicate USB-C cable'))
  await waitFor(() => expect(address()).toBe('/products/new?from=1'))
  await router.navigate('/movements')
  await screen.findByRole('heading', { name: 'History' })
  await user.keyboard('{Control>}k{/Control}')
  const lately = await screen.findByRole('group', { name: 'Recent' })
  expect(await within(lately).findByRole('option', { name: /USB-C cable/ })).toBeVisible()
})

it('does not offer to change what belongs to somebody else', async () => {
  const { option, dialog } = await openPalette('/products/2')
  await option('Duplicate HDMI adapter')
  expect(within(dialog).queryByRole('option', { name: /Adjust|Edit/ })).toBeNull()
})

it('finds commands by other words too, and runs them', async () => {
  const { user, option } = await openPalette()
  await user.keyboard('freeze')
  await user.click(await option('Pause live changes'))
  expect(await screen.findByText('Paused', { selector: 'button *' })).toBeVisible()
  await user.keyboard('{Control>}k{/Control}')
  const again = await screen.findByRole('dialog', { name: 'Command palette' })
  await user.keyboard('help')
  await screen.findByRole('option', { name: /Keyboard shortcuts/ })
  await waitFor(() => expect(within(again).queryByText('Searching…')).toBeNull())
  await user.keyboard('{ArrowDown}{Enter}')
  expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

it('leads to saved views', async () => {
  server.use(
    http.get(`${env.apiUrl}/views/`, () =>
      HttpResponse.json([
        {
          slug: 'abc',
          name: 'Cables to buy',
          query: 'status=low',
          scope: 'mine',
          owner: 'ana',
          is_own: true,
        },
      ]),
    ),
  )
  const { user, option, address } = await openPalette()
  await user.click(await option('Cables to buy'))
  await waitFor(() => expect(address()).toBe('/my-products?status=low&view=abc'))
})

it('leads to the list with what was typed, and says when the server cannot be asked', async () => {
  const { user, option, address, dialog } = await openPalette()
  server.use(http.get(`${env.apiUrl}/products/`, () => new HttpResponse(null, { status: 400 })))
  await user.keyboard('zzz')
  expect(await within(dialog).findByText('Couldn’t search products')).toBeVisible()
  await user.click(await option(/Search the inventory for “zzz”/))
  await waitFor(() => expect(address()).toBe('/?search=zzz'))
})

it('opens the stock editor of the product on the page', async () => {
  const { user, option } = await openPalette('/products/1')
  await user.click(await option('Adjust the stock of USB-C cable'))
  expect(await screen.findByRole('dialog', { name: 'Adjust the stock of USB-C cable' })).toBeVisible()
})

it('never opens a product that was found for the letters before', async () => {
  const { user, option, address } = await openPalette('/movements')
  await user.keyboard('usb')
  await option(/USB-C cable/)
  await user.keyboard('{Home}')
  await user.keyboard('x{Enter}')
  await waitFor(() => expect(address()).toBe('/?search=usbx'))
})
