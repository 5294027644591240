import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const cable = makeProduct()
const theirs = makeProduct({ id: 2, name: 'HDMI adapter', quantity: 3, owner: 'ben', created_by: 4 })

beforeEach(() => void signInForTest())

async function open(options?: { rights?: string[]; products?: (typeof cable)[] }) {
  const fake = fakeApi(options?.products ?? [cable, theirs], options)
  server.use(...fake.handlers)
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  await screen.findByRole('link', { name: 'USB-C cable' })
  return { ...fake, ...view }
}

const plus = () => screen.getByRole('button', { name: 'Add one USB-C cable' })
const minus = () => screen.getByRole('button', { name: 'Remove one USB-C cable' })
const onHand = (quantity: number) =>
  screen.findByRole('button', { name: `${quantity} on hand, change USB-C cable` })

describe('− and + in the list', () => {
  it('open the editor of the row that the keyboard is in with A', async () => {
    const { user } = await open()
    await user.keyboard('a')
    expect(screen.queryByRole('dialog')).toBeNull()
    screen.getByRole('row', { name: /USB-C cable/ }).focus()
    await user.keyboard('a')
    expect(await screen.findByRole('dialog')).toHaveAccessibleName('Adjust the stock of USB-C cable')
  })

  it('keep the number that is typed right after A', async () => {
    const { user, address, rows } = await open()
    screen.getByRole('row', { name: /USB-C cable/ }).focus()
    await user.keyboard('a50')
    await waitFor(() => expect(screen.getByLabelText('Number on hand')).toHaveValue('50'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(50))
    expect(address()).toBe('/')
  })

  it('show at once and become one movement with one key', async () => {
    const { user, stock, rows } = await open()
    await user.tripleClick(minus())
    expect(await onHand(39)).toBeVisible()
    expect(stock.sent).toEqual([])
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(39))
    expect(stock.sent).toEqual([
      {
        path: '/api/products/1/adjust/',
        body: { delta: -3, reason: 'sale' },
        key: expect.stringMatching(/^\w{32}$/),
      },
    ])
    await screen.findByText('USB-C cable −3')
    expect(await onHand(39)).toBeVisible()
  })

  it('count beside what somebody else does at the same time', async () => {
    const { user, stock, rows } = await open()
    await user.click(plus())
    stock.move(1, -2)
    expect(await onHand(41)).toBeVisible()
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(41))
    await screen.findByText('USB-C cable +1')
    expect(await onHand(41)).toBeVisible()
  })

  it('that take each other back send nothing', async () => {
    const { user, stock } = await open()
    await user.click(plus())
    await user.click(minus())
    expect(await onHand(42)).toBeVisible()
    await user.click(screen.getByRole('link', { name: 'Reorder' }))
    await screen.findByRole('heading', { name: 'Reorder' })
    expect(stock.sent).toEqual([])
  })

  it('stop at nothing', async () => {
    const { user, stock } = await open({ products: [makeProduct({ quantity: 1 })] })
    await user.tripleClick(minus())
    expect(await onHand(0)).toBeVisible()
    expect(minus()).toHaveAttribute('aria-disabled', 'true')
    await waitFor(() => expect(stock.sent).toHaveLength(1))
    expect(stock.sent[0]?.body).toMatchObject({ delta: -1 })
  })

  it('go back and say why when they are refused', async () => {
    const { user, url } = await open()
    const refusal = { detail: 'No.', code: 'insufficient_stock', current: { ...cable, quantity: 0 } }
    server.use(http.post(url('products/:id/adjust/'), () => HttpResponse.json(refusal, { status: 409 })))
    await user.click(minus())
    expect(await onHand(41)).toBeVisible()
    await screen.findByText('USB-C cable: −1 wasn’t recorded')
    screen.getByText(/Only 0 on hand now/)
    expect(await onHand(42)).toBeVisible()
  })

  it.each([
    ['permission_denied', /^Only the owner and people who can change all stock, such as managers and admins/],
    ['viewer', /^You can see everything but change nothing/],
  ])('say who may when the server refuses them: %s', async (code, why) => {
    const { user, url } = await open()
    const refusal = { detail: 'You can see everything but change nothing.', code }
    server.use(http.post(url('products/:id/adjust/'), () => HttpResponse.json(refusal, { status: 403 })))
    await user.click(minus())
    await screen.findByText('USB-C cable: −1 wasn’t recorded')
    screen.getByText(why)
    expect(await onHand(42)).toBeVisible()
  })

  it('are sent again with the same key when no answer came', async () => {
    const { user, stock, url, rows } = await open()
    const keys: (string | null)[] = []
    const fail = ({ request }: { request: Request }) => {
      keys.push(request.headers.get('idempotency-key'))
      return HttpResponse.error()
    }
    server.use(http.post(url('products/:id/adjust/'), fail, { once: true }))
    await user.click(plus())
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(43))
    expect(keys).toEqual([stock.sent[0]?.key])
  })

  it('go out at once when the person leaves the page', async () => {
    const { user, stock } = await open()
    await user.click(plus())
    await user.click(screen.getByRole('link', { name: 'History' }))
    await waitFor(() => expect(stock.sent).toHaveLength(1))
  })

  it('can be undone from the toast', async () => {
    const { user, stock, rows } = await open()
    await user.click(plus())
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(42))
    expect(stock.sent.at(-1)).toMatchObject({ path: '/api/movements/1/revert/' })
    await screen.findByText('USB-C cable +1 undone')
    expect(await onHand(42)).toBeVisible()
  })
})

it('an undo whose answer was lost is not said to have failed, and is sent again', async () => {
  const { user, stock, rows } = await open()
  await user.click(plus())
  stock.losing = 'revert'
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('USB-C cable +1: the undo isn’t confirmed')).toBeVisible()
  expect(screen.queryByText(/wasn’t undone/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Send again' }))
  await screen.findByText('USB-C cable +1 undone')
  expect(stock.movements.map(({ delta }) => delta)).toEqual([-1, 1])
  expect(rows.get(1)?.quantity).toBe(42)
})

describe('the reason that was assumed', () => {
  it('is said, and can be another after the tap: taken back, and recorded for what it was', async () => {
    const { user, stock, rows } = await open()
    await user.click(minus())
    const reason = await screen.findByRole('combobox', { name: 'Reason for USB-C cable' })
    expect(reason).toHaveDisplayValue('Sale')
    await user.selectOptions(reason, 'Damage')
    await waitFor(() => expect(stock.sent).toHaveLength(3))
    expect(stock.sent.map(({ body }) => body)).toEqual([
      { delta: -1, reason: 'sale' },
      { note: 'Reason corrected' },
      { delta: -1, reason: 'damage' },
    ])
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(41))
    expect(await screen.findByRole('combobox', { name: 'Reason for USB-C cable' })).toHaveDisplayValue(
      'Damage',
    )
  })

  it('is chosen one at a time, and shows what was chosen', async () => {
    const { user, stock } = await open()
    await user.click(minus())
    const reason = await screen.findByRole('combobox', { name: 'Reason for USB-C cable' })
    await user.selectOptions(reason, 'Damage')
    expect(reason).toHaveDisplayValue('Damage')
    await user.selectOptions(reason, 'Loss')
    await waitFor(() => expect(stock.sent).toHaveLength(3))
    expect(stock.sent.at(-1)?.body).toEqual({ delta: -1, reason: 'damage' })
    expect(screen.getByRole('combobox', { name: 'Reason for USB-C cable' })).toHaveDisplayValue('Damage')
  })

  it.each([
    ['to taking it back', 'revert'],
    ['to recording it again', 'adjust'],
  ] as const)(
    'says that it is not known when the answer %s was lost, and sends the same',
    async (_to, lost) => {
      const { user, stock, rows } = await open()
      await user.click(minus())
      const reason = await screen.findByRole('combobox', { name: 'Reason for USB-C cable' })
      stock.losing = lost
      await user.selectOptions(reason, 'Damage')
      expect(await screen.findByText('The new reason for USB-C cable isn’t confirmed')).toBeVisible()
      expect(screen.queryByText(/wasn’t changed|not recorded again/)).toBeNull()
      await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
      await user.click(screen.getByRole('button', { name: 'Send again' }))
      expect(await screen.findByRole('combobox', { name: 'Reason for USB-C cable' })).toHaveDisplayValue(
        'Damage',
      )
      expect(stock.movements.map((each) => [each.delta, each.reason])).toEqual([
        [-1, 'damage'],
        [1, 'revert'],
        [-1, 'sale'],
      ])
      expect(rows.get(1)?.quantity).toBe(41)
    },
  )

  it('stays what it was when it cannot be taken back', async () => {
    const { user, url } = await open()
    await user.click(plus())
    const reason = await screen.findByRole('combobox', { name: 'Reason for USB-C cable' })
    const gone = { detail: 'No.', code: 'insufficient_stock' }
    server.use(http.post(url('movements/:id/revert/'), () => HttpResponse.json(gone, { status: 409 })))
    await user.selectOptions(reason, 'Return')
    await screen.findByText('The reason for USB-C cable wasn’t changed')
  })
})

describe('who may', () => {
  it('is the owner: others see the number alone', async () => {
    await open()
    const row = screen.getByRole('row', { name: /HDMI adapter/ })
    expect(within(row).getByText('3')).toBeVisible()
    expect(within(row).queryByRole('button')).toBeNull()
  })

  it('is every stock keeper', async () => {
    await open({ rights: ['stock:adjust_any'] })
    expect(await screen.findByRole('button', { name: 'Add one HDMI adapter' })).toBeVisible()
  })

  it('is nobody while the page is not live, and it says so', async () => {
    const { user, stock, hangUp } = await open()
    hangUp()
    await waitFor(() => expect(plus()).toHaveAttribute('aria-disabled', 'true'))
    expect(plus()).toHaveAccessibleDescription(/Can’t reach the server/)
    expect(plus()).toHaveAttribute('title', expect.stringContaining('Can’t reach the server'))
    await user.click(plus())
    await screen.findByText('Can’t reach the server. You can change stock once it’s back.', {
      selector: '[data-title]',
    })
    expect(await onHand(42)).toBeVisible()
    await user.click(await onHand(42))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(stock.sent).toEqual([])
  })
})

it('is on the cards of a phone as well', async () => {
  setViewport('phone')
  const { user, rows } = await open()
  await user.click(plus())
  await waitFor(() => expect(rows.get(1)?.quantity).toBe(43))
})

it('tells in the row what moved it', async () => {
  const { stock } = await open()
  stock.move(2, -1, { reason: 'sale', actor: 'ben' })
  expect(await screen.findByTitle('−1 sale · ben')).toBeVisible()
})
