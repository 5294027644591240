import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Product } from '@/entities/product/types'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const cable = makeProduct()
const adapter = makeProduct({ id: 2, name: 'HDMI adapter', owner: 'ben', created_by: 4, price: '15.00' })

/** The price editor of the cable, over a server that refuses what is based on an old version. */
async function open() {
  const fake = fakeApi([cable, adapter])
  const sent: { body: Partial<Product>; match: string | null }[] = []
  const patch = http.patch(fake.url('products/:id/'), async ({ request, params }) => {
    const body = (await request.json()) as Partial<Product>
    const match = request.headers.get('if-match')
    sent.push({ body, match })
    const current = fake.rows.get(Number(params.id))
    if (!current) return HttpResponse.json({ detail: 'Not found.' }, { status: 404 })
    if (match !== `"v${current.version}"`) return HttpResponse.json({ current }, { status: 412 })
    const row = makeProduct({ ...current, ...body, version: current.version + 1 })
    fake.rows.set(row.id, row)
    return HttpResponse.json(row, { headers: { ...fake.live(), ETag: `"v${row.version}"` } })
  })
  server.use(patch, ...fake.handlers)
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  await view.user.click(
    await screen.findByRole('button', { name: '€12.50, change the price of USB-C cable' }),
  )
  const field = await screen.findByRole('textbox', { name: 'Price' })
  await view.user.clear(field)
  return { ...fake, ...view, sent, field }
}

const closed = () => waitFor(() => expect(screen.queryByRole('textbox', { name: 'Price' })).toBeNull())

beforeEach(() => void signInForTest())

describe('the price in a row', () => {
  it('is saved with Enter, over the version that was seen, and gives the focus back', async () => {
    const { user, field, sent } = await open()
    await user.click(field)
    await user.paste('13,9')
    await user.keyboard('{Enter}')
    await closed()
    expect(sent).toEqual([{ body: { price: '13.9' }, match: '"v7"' }])
    const price = await screen.findByRole('button', { name: '€13.90, change the price of USB-C cable' })
    await waitFor(() => expect(price).toHaveFocus())
  })

  it('stays as it was with Escape', async () => {
    const { user, field, sent } = await open()
    await user.type(field, '99{Escape}')
    await closed()
    expect(sent).toEqual([])
  })

  it('is saved when the field is left', async () => {
    const { user, field, rows } = await open()
    await user.type(field, '14')
    await user.click(screen.getByRole('heading', { name: 'Inventory' }))
    await closed()
    expect(rows.get(1)?.price).toBe('14')
  })

  it('says beside the field what is wrong with it', async () => {
    const { user, field, sent, url } = await open()
    await user.type(field, 'ten{Enter}')
    expect(field).toHaveAccessibleDescription('Enter a price such as 4.50.')
    await user.clear(field)
    await user.type(field, '0{Enter}')
    expect(field).toHaveAccessibleDescription('Enter at least 0.01.')
    await user.clear(field)
    await user.type(field, '-5{Enter}')
    expect(field).toHaveAccessibleDescription('Enter the number without a sign.')
    expect(sent).toEqual([])
    const refusal = () => HttpResponse.json({ price: ['Too dear.'] }, { status: 400 })
    server.use(http.patch(url('products/:id/'), refusal, { once: true }))
    await user.clear(field)
    await user.type(field, '5{Enter}')
    await waitFor(() => expect(field).toHaveAccessibleDescription('Too dear.'))
    expect(field).toHaveValue('5')
    await user.keyboard('{Enter}')
    await closed()
  })

  it('takes back what the list shows', async () => {
    const { user, field, sent } = await open()
    await user.click(field)
    await user.paste('€1,234.50')
    await user.keyboard('{Enter}')
    await closed()
    expect(sent[0]?.body).toEqual({ price: '1234.50' })
  })

  it('asks once about a price beyond reason, and leaving the field is no answer', async () => {
    const { user, field, sent } = await open()
    await user.click(field)
    await user.paste('96385074')
    await user.keyboard('{Enter}')
    const question = /^That changes it from €12\.50 to €96,385,074\.00\. If that’s right/
    expect(field).toHaveAccessibleDescription(question)
    await user.click(screen.getByRole('heading', { name: 'Inventory' }))
    await user.click(screen.getByRole('heading', { name: 'Inventory' }))
    expect(sent).toEqual([])
    await user.type(field, '{Enter}')
    await closed()
    expect(sent[0]?.body).toEqual({ price: '96385074' })
  })

  it('is no button for somebody else’s product', async () => {
    await open()
    expect(screen.queryByRole('button', { name: /price of HDMI adapter/ })).toBeNull()
  })
})

it('that is refused after the field was closed is told, and opens again with what was typed', async () => {
  const { user, field, url, rows } = await open()
  let letThrough = () => {}
  const asked = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  const refuse = async () => {
    await asked
    return HttpResponse.json({ price: ['Too dear.'] }, { status: 400 })
  }
  server.use(http.patch(url('products/:id/'), refuse, { once: true }))
  await user.type(field, '20{Enter}{Escape}')
  await closed()
  letThrough()
  expect(await screen.findByText(/USB-C cable.*: €20\.00 wasn’t saved/)).toBeVisible()
  screen.getByText('Too dear.')
  await user.click(screen.getByRole('button', { name: 'Open again' }))
  const again = await screen.findByRole('textbox', { name: 'Price' })
  expect(again).toHaveValue('20')
  await user.type(again, '{Enter}')
  await closed()
  expect(rows.get(1)?.price).toBe('20')
})

describe('a price that changes elsewhere while it is edited', () => {
  it('leaves what was typed, and asks before it is overwritten', async () => {
    const { user, field, push, sent, rows } = await open()
    await user.type(field, '20')
    push('update', makeProduct({ ...cable, price: '11.00', version: 8 }))
    expect(await screen.findByText(/Now €11\.00/)).toBeVisible()
    expect(field).toHaveValue('20')
    await user.keyboard('{Enter}')
    const name = 'Which price is right?'
    const question = within(await screen.findByRole('alertdialog', { name }))
    expect(question.getByText('You saw').nextSibling).toHaveTextContent('€12.50')
    expect(question.getByText('You entered').nextSibling).toHaveTextContent('€20.00')
    expect(question.getByText('Now').nextSibling).toHaveTextContent('€11.00')
    expect(rows.get(1)?.price).toBe('11.00')
    await user.click(question.getByRole('button', { name: 'Set to €20.00 anyway' }))
    await closed()
    expect(rows.get(1)?.price).toBe('20')
    expect(sent.at(-1)?.match).toBe('"v8"')
  })

  it.each([
    ['ben', 'ben changed this to €11.00 while you were editing. Nothing has been saved.'],
    ['ana', 'You changed this to €11.00 in another window. Nothing has been saved.'],
  ])('says who changed it: %s', async (actor, words) => {
    const { user, field, push, stock } = await open()
    await user.type(field, '20')
    push('update', makeProduct({ ...cable, price: '11.00', version: 8 }), { actor })
    // What else happens to the product has nothing to do with its price.
    stock.move(1, -1, { actor: 'bea' })
    expect(await screen.findByText(/Now €11\.00/)).toBeVisible()
    await user.keyboard('{Enter}')
    const question = within(await screen.findByRole('alertdialog'))
    expect(question.getByText(words)).toBeVisible()
  })

  it('says that it was someone where nobody knows', async () => {
    const { user, field, rows } = await open()
    await user.type(field, '20')
    rows.set(1, makeProduct({ ...cable, price: '11.00', version: 8 }))
    await user.keyboard('{Enter}')
    expect(await screen.findByText(/^Someone changed this to €11\.00 while you were editing/)).toBeVisible()
  })

  it('is kept when told to', async () => {
    const { user, field, push, rows } = await open()
    await user.type(field, '20')
    push('update', makeProduct({ ...cable, price: '11.00', version: 8 }))
    await screen.findByText(/Now €11\.00/)
    await user.keyboard('{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Keep €11.00' }))
    await closed()
    expect(rows.get(1)?.price).toBe('11.00')
  })

  it('does not ask when something else of the product changed', async () => {
    const { user, field, rows } = await open()
    await user.type(field, '20')
    rows.set(1, makeProduct({ ...cable, quantity: 41, version: 8 }))
    await user.keyboard('{Enter}')
    await closed()
    expect(rows.get(1)).toMatchObject({ price: '20', quantity: 41 })
  })
})
