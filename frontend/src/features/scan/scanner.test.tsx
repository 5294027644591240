import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { fakeApi } from '@/test/fakeApi'
import { makeProduct } from '@/test/makers'
import { renderApp } from '@/test/renderApp'
import { server } from '@/test/server'
import { signInForTest } from '@/test/session'

const headers = { 'X-Live-Epoch': 'epoch-1', 'X-Live-Seq': '100' }
const cable = makeProduct({ id: 1, name: 'USB-C cable', sku: 'USB-1', barcode: '4006381333931' })

beforeEach(() => {
  signInForTest()
  server.use(...fakeApi([cable]).handlers)
  server.use(
    http.get(`${env.apiUrl}/products/`, ({ request }) => {
      const search = new URL(request.url).searchParams.get('search')
      if (!search) return
      const found = [cable].filter(({ name, sku, barcode }) =>
        `${name} ${sku} ${barcode}`.toLowerCase().includes(search.toLowerCase()),
      )
      return HttpResponse.json(found, { headers })
    }),
  )
})

/** Types as a scanner does: a key every eight milliseconds, wherever the focus is. */
function scan(code: string, end = 'Enter') {
  // A while after the fingers.
  const begin = new Event('keydown').timeStamp + 100
  for (const [index, key] of [...code, end].entries()) {
    const target = document.activeElement ?? document.body
    const event = createEvent.keyDown(target, { key })
    // A busy machine must not make the scanner slow.
    Object.defineProperty(event, 'timeStamp', { value: begin + index * 8 })
    const goesOn = fireEvent(target, event)
    if (goesOn && key.length === 1 && target instanceof HTMLInputElement) {
      fireEvent.input(target, { target: { value: target.value + key } })
    }
  }
}

async function openInventory() {
  const view = renderApp('/')
  await screen.findByRole('link', { name: 'USB-C cable' })
  return view
}

it('opens the product with the barcode, or with the SKU in any case', async () => {
  const { address, router } = await openInventory()
  scan('4006381333931')
  await waitFor(() => expect(address()).toBe('/?product=1'))
  await router.navigate('/movements')
  await screen.findByRole('heading', { name: 'Movements', level: 1 })
  scan('usb-1', 'Tab')
  await waitFor(() => expect(address()).toBe('/products/1'))
})

it('is no search when the search field has the focus, which keeps what was typed', async () => {
  const { address } = await openInventory()
  const field = screen.getByRole('searchbox', { name: 'Search products' })
  await userEvent.type(field, 'usb')
  scan('4006381333931')
  await waitFor(() => expect(address()).toContain('product=1'))
  expect(field).toHaveValue('usb')
})

it('searches for a code that no product has, and offers to add it', async () => {
  const { address } = await openInventory()
  scan('9999999999994')
  await waitFor(() => expect(address()).toBe('/?search=9999999999994'))
  await userEvent.click(await screen.findByRole('button', { name: 'Add product with this barcode' }))
  await waitFor(() => expect(address()).toBe('/products/new?barcode=9999999999994'))
})

it('says so when the code could not be looked up, and tries again', async () => {
  const { address } = await openInventory()
  server.use(http.get(`${env.apiUrl}/products/`, () => HttpResponse.error(), { once: true }))
  scan('4006381333931')
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(address()).toBe('/?product=1'))
})

it('runs no shortcut and presses no button', async () => {
  const { address } = await openInventory()
  screen.getByRole('link', { name: 'Movements' }).focus()
  scan('n?an4006')
  await waitFor(() => expect(address()).toBe('/?search=n%3Fan4006'))
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('leaves a code to the field that it is scanned into', async () => {
  const { address, router } = await openInventory()
  await router.navigate('/products/new')
  const field = await screen.findByLabelText(/Barcode/)
  field.focus()
  for (const key of '4006381333931') fireEvent.keyDown(field, { key })
  fireEvent.keyDown(field, { key: 'Tab' })
  expect(address()).toBe('/products/new')
})
