import { act, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const EAN_8 = '96385074'
const cable = makeProduct({ id: 1, name: 'USB-C cable', sku: 'USB-1', barcode: '4006381333931' })
const lamp = makeProduct({ id: 2, name: 'Desk lamp', sku: 'LAMP-2', barcode: EAN_8 })
const twin = makeProduct({ id: 3, name: 'Desk lamp, used', sku: 'LAMP-3', barcode: null })

let now = 0

/** A key where the focus is, at its own time: a busy machine must not make the scanner slow. */
function press(key: string, at: number, code = '') {
  const target = document.activeElement ?? document.body
  const event = createEvent.keyDown(target, { key, code })
  Object.defineProperty(event, 'timeStamp', { value: at })
  const goesOn = fireEvent(target, event)
  if (goesOn && key.length === 1 && target instanceof HTMLInputElement) {
    fireEvent.input(target, { target: { value: target.value + key } })
  }
  if (goesOn && key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit()
}

/** Types as a scanner does, wherever the focus is. */
function scan(code: string, { end = 'Enter', gap = 8, codes = [] as string[] } = {}) {
  // A while after whatever came before.
  now = Math.max(now, new Event('keydown').timeStamp) + 2000
  for (const [index, key] of [...code, end].entries()) press(key, now + index * gap, codes[index])
  now += code.length * gap
}

async function open(path = '/', products = [cable, lamp, twin]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const view = renderApp(path)
  await screen.findByText('Live', { selector: 'button *' })
  return { ...fake, ...view }
}

async function openInventory(products?: (typeof cable)[]) {
  const view = await open('/', products)
  await screen.findByRole('link', { name: 'USB-C cable' })
  return view
}

const question = (name: string) => screen.findByRole('alertdialog', { name })

beforeEach(() => void signInForTest())

describe('a scan', () => {
  it('opens the product with the barcode, or with the SKU in any case', async () => {
    const { address, router } = await openInventory()
    scan('4006381333931')
    await waitFor(() => expect(address()).toBe('/?product=1'))
    await act(() => router.navigate('/movements'))
    await screen.findByRole('heading', { name: 'History', level: 1 })
    scan('usb-1', { end: 'Tab' })
    await waitFor(() => expect(address()).toBe('/products/1'))
  })

  it('offers to use an unknown code to who scans before it is known what they may do', async () => {
    const fake = fakeApi([cable])
    let tell = () => {}
    const isTold = new Promise<void>((done) => {
      tell = done
    })
    server.use(
      http.get(fake.url('account/'), () => isTold),
      ...fake.handlers,
    )
    renderApp('/')
    await screen.findByRole('link', { name: 'USB-C cable' })
    scan('99999994')
    await waitFor(() => expect(screen.getByRole('searchbox')).toHaveValue('99999994'))
    tell()
    expect(await screen.findByRole('button', { name: 'Use for…' })).toBeVisible()
  })

  it('works at the pace of slow scanners', async () => {
    const { address } = await openInventory()
    scan(EAN_8, { gap: 90 })
    await waitFor(() => expect(address()).toBe('/?product=2'))
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
    const { address, url } = await openInventory()
    const looksUp = ({ request }: { request: Request }) => new URL(request.url).searchParams.has('code')
    server.use(
      http.get(url('products/'), (asked) => (looksUp(asked) ? HttpResponse.error() : undefined), {
        once: true,
      }),
    )
    scan('4006381333931')
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(address()).toBe('/?product=1'))
  })

  it('says so when a part of the code is missing, and looks nothing up', async () => {
    const { address, requests } = await openInventory()
    const begin = new Event('keydown').timeStamp + 5000
    for (const [index, key] of [...'4006381333931'].entries())
      press(key, begin + index * 8 + (index > 4 ? 400 : 0))
    press('Enter', begin + 504)
    await waitFor(() => expect(screen.getByText('Only part of the code came through')).toBeVisible())
    expect(requests.filter(({ query }) => query.has('code'))).toEqual([])
    expect(address()).toBe('/')
  })

  it('runs no shortcut and presses no button', async () => {
    const { address, stock } = await openInventory()
    screen.getByRole('link', { name: 'History' }).focus()
    scan('n?an4006')
    await waitFor(() => expect(address()).toBe('/?search=n%3Fan4006'))
    expect(screen.queryByRole('dialog')).toBeNull()
    screen.getByRole('button', { name: 'Add one USB-C cable' }).focus()
    scan('USB 1 2')
    await waitFor(() => expect(address()).toBe('/?search=USB+1+2'))
    expect(stock.sent).toEqual([])
  })

  it('asks which of several products is meant', async () => {
    const { address, user } = await openInventory([cable, lamp, { ...twin, barcode: EAN_8 }])
    scan(EAN_8)
    const dialog = within(await question(`Several products have the code ${EAN_8}`))
    expect(address()).toBe('/')
    await user.click(dialog.getByRole('button', { name: /Desk lamp, used/ }))
    await waitFor(() => expect(address()).toBe('/products/3'))
  })

  it('asks when the keys of a US scanner name another product than what they type here', async () => {
    const { address, requests } = await openInventory([
      cable,
      { ...lamp, sku: 'ZY77' },
      { ...twin, sku: 'YZ77' },
    ])
    // A German keyboard has Z where a US keyboard has Y.
    scan('ZY77', { codes: ['KeyY', 'KeyZ', 'Digit7', 'Digit7'] })
    await question('Several products have the code ZY77')
    expect(requests.flatMap(({ query }) => query.getAll('code')).sort()).toEqual(['ZY77', 'yz77'])
    expect(address()).toBe('/')
  })

  it('counts the later of two, whichever answer comes first', async () => {
    const { address, url } = await openInventory()
    const answers: (() => void)[] = []
    const wait = http.get(url('products/'), async ({ request }) => {
      if (new URL(request.url).searchParams.get('code') !== EAN_8) return
      await new Promise<void>((resolve) => answers.push(resolve))
      return HttpResponse.json([lamp])
    })
    server.use(wait)
    scan(EAN_8)
    await waitFor(() => expect(answers).toHaveLength(1))
    scan('4006381333931')
    await waitFor(() => expect(address()).toBe('/?product=1'))
    await act(async () => answers[0]?.())
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(address()).toBe('/?product=1')
  })

  it('opens its product over the list as that is when the answer comes', async () => {
    const { address, router, url } = await openInventory()
    const answers: (() => void)[] = []
    const wait = http.get(url('products/'), async ({ request }) => {
      if (!new URL(request.url).searchParams.has('code')) return
      await new Promise<void>((resolve) => answers.push(resolve))
      return HttpResponse.json([lamp])
    })
    server.use(wait)
    scan(EAN_8)
    await act(() => router.navigate('/?status=low'))
    await waitFor(() => expect(answers).toHaveLength(1))
    await act(async () => answers[0]?.())
    await waitFor(() => expect(address()).toBe('/?status=low&product=2'))
  })
})

describe('a scan with an editor open', () => {
  async function openEditor() {
    const view = await openInventory()
    await view.user.click(screen.getByRole('button', { name: '42 on hand, change USB-C cable' }))
    const dialog = await screen.findByRole('dialog')
    await view.user.click(within(dialog).getByRole('button', { name: 'More…' }))
    const field = within(dialog).getByLabelText('Number on hand')
    await view.user.click(field)
    return { ...view, field }
  }

  it.each([8, 90])(
    'opens its product in place of the untouched editor, and changes no number: %d ms',
    async (gap) => {
      const { address, stock } = await openEditor()
      scan(EAN_8, { gap })
      await waitFor(() => expect(address()).toBe('/?product=2'))
      expect(screen.queryByLabelText('Number on hand')).toBeNull()
      expect(stock.sent).toEqual([])
    },
  )

  it('takes itself out of the number, and asks before what was typed is lost', async () => {
    const { user, address, field, stock } = await openEditor()
    await user.clear(field)
    await user.type(field, '5')
    scan(EAN_8)
    const dialog = within(await question('Open Desk lamp?'))
    expect(field).toHaveValue('5')
    await user.click(dialog.getByRole('button', { name: 'Stay here' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.getByLabelText('Number on hand')).toHaveValue('5')
    expect(address()).toBe('/')
    screen.getByLabelText('Number on hand').focus()
    scan(EAN_8)
    await user.click(within(await question('Open Desk lamp?')).getByRole('button', { name: 'Open product' }))
    await waitFor(() => expect(address()).toBe('/products/2'))
    expect(stock.sent).toEqual([])
  })

  it('is kept as text in a note, and does not record', async () => {
    const { user, field, stock } = await openEditor()
    await user.type(field, '5')
    const note = screen.getByLabelText(/Note/)
    await user.click(note)
    scan('LR-0001')
    expect(note).toHaveValue('LR-0001')
    expect(note).not.toHaveFocus()
    expect(stock.sent).toEqual([])
  })

  it('keeps the price as it was', async () => {
    const { user, address, rows } = await openInventory()
    await user.click(screen.getByRole('button', { name: '€12.50, change the price of USB-C cable' }))
    await screen.findByRole('textbox', { name: 'Price' })
    scan(EAN_8)
    await waitFor(() => expect(address()).toBe('/?product=2'))
    expect(rows.get(1)?.price).toBe('12.50')
  })

  it('asks before it leaves a bulk change', async () => {
    const { user, bulk } = await openInventory()
    await user.click(screen.getByRole('checkbox', { name: 'Select USB-C cable' }))
    await user.click(await screen.findByRole('button', { name: 'Adjust' }))
    const field = await screen.findByLabelText('How many each')
    field.focus()
    scan(EAN_8)
    await question('Open Desk lamp?')
    expect(field).toHaveValue('')
    expect(bulk.sent).toEqual([])
  })

  it('closes the palette, whose entries it does not choose', async () => {
    const { user, address } = await openInventory()
    await user.keyboard('{Control>}k{/Control}')
    const palette = await screen.findByRole('dialog')
    within(palette).getByRole('combobox').focus()
    scan(EAN_8)
    await waitFor(() => expect(address()).toBe('/?product=2'))
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull())
  })
})

describe('a scan into the product form', () => {
  it('fills the barcode, goes on, and saves nothing', async () => {
    const { user, address, requests } = await open('/products/new')
    await user.type(await screen.findByLabelText('Name'), 'Lamp')
    const field = screen.getByLabelText(/Barcode/)
    field.focus()
    scan('4006381333931')
    expect(field).toHaveValue('4006381333931')
    expect(screen.getByLabelText(/Description/)).toHaveFocus()
    field.focus()
    scan(EAN_8)
    expect(field).toHaveValue(EAN_8)
    expect(address()).toBe('/products/new')
    expect(requests.some(({ method, query }) => method === 'POST' || query.has('code'))).toBe(false)
    expect(screen.queryByText(/Choose a category/)).toBeNull()
  })

  it('fills the barcode with what a US scanner means on a French keyboard', async () => {
    await open('/products/new')
    const field = await screen.findByLabelText(/Barcode/)
    field.focus()
    const codes = [...EAN_8].map((digit) => `Digit${digit}`)
    scan([...EAN_8].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join(''), { codes })
    expect(field).toHaveValue(EAN_8)
  })

  it.each(['Name', 'Category', 'On hand', /^Price/])(
    'is the barcode of a new product while the focus is in %s, which keeps what it had',
    async (label) => {
      const { user, address, requests } = await open('/products/new')
      await user.type(await screen.findByLabelText('Name'), 'Lamp')
      const field = screen.getByLabelText<HTMLInputElement>(label)
      const before = field.value
      field.focus()
      scan(EAN_8)
      expect(screen.getByLabelText(/Barcode/)).toHaveValue(EAN_8)
      expect(field).toHaveValue(before)
      expect(field).toHaveFocus()
      expect(address()).toBe('/products/new')
      expect(requests.some(({ method, query }) => method === 'POST' || query.has('code'))).toBe(false)
    },
  )

  it('stays in the description of a new product', async () => {
    await open('/products/new')
    const field = await screen.findByLabelText(/Description/)
    field.focus()
    scan('SN-12345')
    expect(screen.getByLabelText(/Barcode/)).toHaveValue('')
  })

  it.each(['On hand', /^Price/, /^Reorder at/])(
    'leaves %s as it was, and asks before the form is left',
    async (label) => {
      const { user, address } = await open('/products/1/edit')
      await user.type(await screen.findByLabelText('Name'), ', long')
      const field = screen.getByLabelText<HTMLInputElement>(label)
      const before = field.value
      field.focus()
      scan(EAN_8)
      await question('Leave without saving?')
      expect(field).toHaveValue(before)
      expect(address()).toBe('/products/1/edit')
    },
  )

  it('stays in the form when nobody knows the code', async () => {
    const { address } = await open('/products/1/edit')
    const field = await screen.findByLabelText('On hand')
    field.focus()
    scan('99999994')
    expect(await screen.findByText('No product has the code 99999994')).toBeVisible()
    expect(field).toHaveValue('42')
    expect(address()).toBe('/products/1/edit')
  })
})
