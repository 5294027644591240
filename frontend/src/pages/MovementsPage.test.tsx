import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

beforeEach(() => {
  signInForTest()
  document.documentElement.scrollTop = 0
})

function serve({ rights, moves = 2 }: { rights?: string[]; moves?: number } = {}) {
  const fake = fakeApi([makeProduct(), makeProduct({ id: 2, name: 'HDMI adapter', quantity: 300 })], {
    rights,
  })
  server.use(...fake.handlers)
  for (let number = 0; number < moves; number++) fake.stock.move(2, -1, { note: `Order ${number}` })
  const asked = () => fake.requests.filter(({ path }) => path.endsWith('/movements/')).at(-1)?.query
  return { ...fake, asked }
}

const bodyRows = () => screen.getAllByRole('row').slice(1)
const live = () => screen.findByText('Live', { selector: 'button *' })

describe('the movements', () => {
  it('say what moved, by how much, what was left, why and who', async () => {
    serve()
    renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    expect(screen.getByText('2 movements')).toBeVisible()
    const [newest] = bodyRows()
    expect(newest).toHaveTextContent(/HDMI adapter.*−1.*298.*Sale.*Order 1.*ben/)
    expect(within(newest as HTMLElement).getByRole('link')).toHaveAttribute('href', '/products/2')
  })

  it('show those of one bulk change as a line that opens', async () => {
    const fake = fakeApi(
      [1, 2, 3].map((id) => makeProduct({ id, name: `Mug ${id}`, sku: `M-${id}`, quantity: 9 })),
    )
    server.use(...fake.handlers)
    for (const id of [1, 2, 3]) fake.stock.move(id, -2)
    const { user } = renderApp('/movements')
    const run = await screen.findByRole('button', { name: /−2.* on 3 products/ })
    expect(bodyRows()).toHaveLength(1)
    expect(bodyRows()[0]).toHaveTextContent(/−6.*Sale.*ben/)
    await user.click(run)
    expect(bodyRows()).toHaveLength(4)
    expect(screen.getByRole('link', { name: 'Mug 2' })).toBeVisible()
  })

  it.each(['desk', 'phone'] as const)(
    'say what a revert takes back, also that of a run: on a %s',
    async (size) => {
      setViewport(size)
      const names = ['Mug 1', 'Mug 2', 'Mug 3']
      const fake = fakeApi(
        names.map((name, at) => makeProduct({ id: at + 1, name, sku: `M-${at}`, quantity: 9 })),
      )
      server.use(...fake.handlers)
      const run = [1, 2, 3].map((id) => fake.stock.move(id, 1, { reason: 'receive' }))
      for (const { id, product } of run) fake.stock.move(product ?? 0, -1, { reason: 'revert', reverts: id })
      for (const [at, movement] of run.entries()) movement.reverted_by = at + 4
      fake.stock.move(1, -2, { reason: 'revert', reverts: 99, actor: 'bea' })
      renderApp('/movements')
      const list = await screen.findByRole(size === 'desk' ? 'table' : 'list', { name: 'History' })
      const [one, undone, done] = within(list)
        .getAllByRole(size === 'desk' ? 'row' : 'listitem')
        .slice(size === 'desk' ? 1 : 0)
      expect(one).toHaveTextContent(/Revert of \+2.*bea/)
      expect(undone).toHaveTextContent(/−1 on 3 products.*Revert of \+1/)
      expect(undone).not.toHaveTextContent('Reverted')
      expect(done).toHaveTextContent(/\+1 on 3 products.*Received.*Reverted/)
    },
  )

  it('keep those of a deleted product readable', async () => {
    const { stock } = serve({ moves: 1 })
    for (const movement of stock.movements) movement.product = null
    renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    expect(bodyRows()[0]).toHaveTextContent('HDMI adapter deleted')
    expect(screen.queryByRole('link', { name: 'HDMI adapter' })).toBeNull()
  })

  it('take their filters from the address, and the days as the reader counts them', async () => {
    const { asked, stock } = serve()
    for (const movement of stock.movements)
      movement.created_at = new Date('2026-11-22T12:00:00').toISOString()
    renderApp('/movements?search=hdmi&reason=sale&reason=loss&actor=ben&from=2026-11-20&to=2026-11-24')
    await screen.findByRole('table', { name: 'History' })
    expect(asked()?.get('search')).toBe('hdmi')
    expect(asked()?.getAll('reason')).toEqual(['sale', 'loss'])
    expect(asked()?.get('actor')).toBe('ben')
    expect(asked()?.get('date_from')).toBe(new Date('2026-11-20T00:00:00').toISOString())
    expect(asked()?.get('date_to')).toBe(
      new Date('2026-11-24T23:59:59.999').toISOString().replace('999Z', '999999Z'),
    )
    expect(screen.getByLabelText('Who')).toHaveValue('ben')
    expect(screen.getByLabelText('From')).toHaveValue('2026-11-20')
  })

  it('put their filters into the address, and clear them', async () => {
    serve()
    const { user, address } = renderApp('/movements')
    await user.click(await screen.findByRole('button', { name: /Reason/ }))
    await user.click(await screen.findByRole('checkbox', { name: 'Damage' }))
    expect(address()).toBe('/movements?reason=damage')
    await user.type(screen.getByLabelText('Who'), 'bea{Enter}')
    expect(address()).toBe('/movements?reason=damage&actor=bea')
    expect(await screen.findByRole('heading', { name: 'No matches' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(address()).toBe('/movements')
    expect(await screen.findByRole('table', { name: 'History' })).toBeVisible()
  })

  it('load older ones on request', async () => {
    serve({ moves: 60 })
    const { user } = renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    expect(bodyRows()).toHaveLength(50)
    await user.click(screen.getByRole('button', { name: 'Show older' }))
    await waitFor(() => expect(bodyRows()).toHaveLength(60))
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull()
  })

  it('say what failed, and try again on request', async () => {
    const { url } = serve()
    const refusal = { detail: 'No.', code: 'invalid' }
    server.use(http.get(url('movements/'), () => HttpResponse.json(refusal, { status: 400 }), { once: true }))
    const { user } = renderApp('/movements')
    expect(await screen.findByRole('alert')).toHaveTextContent('Couldn’t load the history')
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('table', { name: 'History' })).toBeVisible()
  })

  it('are cards on a phone, with the filters in a sheet', async () => {
    setViewport('phone')
    serve()
    const { user, address } = renderApp('/movements')
    const list = await screen.findByRole('list', { name: 'History' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Filters' }))
    const sheet = await screen.findByRole('dialog', { name: 'Filters' })
    await user.click(within(sheet).getByRole('checkbox', { name: 'Sale' }))
    expect(address()).toBe('/movements?reason=sale')
  })

  it('keep the name that is typed when a reason is pressed, which takes the focus in the same moment', async () => {
    setViewport('phone')
    serve()
    const { user, address } = renderApp('/movements')
    await user.click(await screen.findByRole('button', { name: 'Filters' }))
    const sheet = within(await screen.findByRole('dialog', { name: 'Filters' }))
    const who = sheet.getByLabelText('Who')
    await user.type(who, 'ben')
    act(() => {
      fireEvent.blur(who)
      fireEvent.click(sheet.getByRole('checkbox', { name: 'Sale' }))
    })
    expect(address()).toBe('/movements?reason=sale&actor=ben')
  })
})

describe('live movements', () => {
  it('come in at the top, once', async () => {
    const { stock } = serve()
    renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    await live()
    stock.move(1, 7, { reason: 'receive', actor: 'bea' })
    await waitFor(() => expect(bodyRows()).toHaveLength(3))
    expect(bodyRows()[0]).toHaveTextContent(/USB-C cable.*\+7.*49.*Received.*bea/)
    expect(screen.getByText('3 movements')).toBeVisible()
  })

  it('stay out when the filters do not want them', async () => {
    const { stock } = serve()
    renderApp('/movements?search=hdmi')
    await screen.findByRole('table', { name: 'History' })
    await live()
    stock.move(1, 7)
    stock.move(2, -5)
    await waitFor(() => expect(bodyRows()).toHaveLength(3))
    expect(screen.queryByText('USB-C cable')).toBeNull()
  })

  it.each([
    ['words in another order', 'Oak Table abc', 'abc+oak'],
    ['two blanks in the name', 'Lamp  Desk', 'lamp+desk'],
    ['blanks around a word', 'Lens x 3', '+x++'],
    ['a word of the SKU', 'Oak Table', 'table+sku-9'],
    ['accents, which the server must judge', 'Öko Lampe', 'oko'],
    ['a search with accents', 'Oko lampe', 'ÖKO'],
  ])('are found by %s', async (_, name, search) => {
    const fake = fakeApi([makeProduct({ id: 9, sku: 'SKU-9', name, quantity: 10 })])
    server.use(...fake.handlers)
    fake.stock.move(9, -1)
    renderApp(`/movements?search=${search}`)
    await screen.findByRole('table', { name: 'History' })
    await live()
    fake.stock.move(9, -2)
    await waitFor(() => expect(bodyRows()).toHaveLength(2))
    expect(screen.getByText('2 movements')).toBeVisible()
  })

  it('that only look as if they were searched for do not come in', async () => {
    const fake = fakeApi([
      makeProduct({ id: 8, sku: 'SKU-8', name: 'Lampe' }),
      makeProduct({ id: 9, sku: 'SKU-9', name: 'Öko Lampe' }),
    ])
    server.use(...fake.handlers)
    fake.stock.move(9, -1)
    renderApp('/movements?search=öko')
    await screen.findByRole('table', { name: 'History' })
    await live()
    fake.stock.move(8, -2)
    fake.stock.move(9, -3)
    await waitFor(() => expect(bodyRows()).toHaveLength(2))
    expect(bodyRows()[0]).toHaveTextContent('−3')
  })

  it('wait behind a button while the list is in use', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const { stock } = serve()
    const { user } = renderApp('/movements')
    const table = await screen.findByRole('table', { name: 'History' })
    await live()
    await user.hover(table)
    stock.move(2, -5)
    await user.click(await screen.findByRole('button', { name: '1 new · show' }))
    expect(bodyRows()).toHaveLength(3)
  })
})

describe('more live movements than are kept', () => {
  const MANY = 510

  /** The history, and a bulk change of `MANY` products, all of them named. */
  async function openBeside() {
    const mugs = Array.from({ length: MANY }, (_, at) => makeProduct({ id: at + 10, name: `Mug ${at}` }))
    const fake = fakeApi([makeProduct({ id: 2, name: 'HDMI adapter', quantity: 300 }), ...mugs])
    server.use(...fake.handlers)
    for (let number = 0; number < 60; number++) fake.stock.move(2, -1)
    const view = renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    await live()
    const fetched = () => fake.requests.filter(({ path }) => path.endsWith('/movements/')).length
    return {
      ...fake,
      ...view,
      fetched,
      changeAll: () => mugs.forEach(({ id }) => void fake.stock.move(id, 3)),
    }
  }

  it('are counted, and come with the page that is fetched again: nothing is left out between', async () => {
    const { changeAll, fetched, user } = await openBeside()
    changeAll()
    expect(await screen.findByText('570 movements')).toBeVisible()
    expect(screen.getByRole('button', { name: '+3 on 500 products' })).toBeVisible()
    expect(bodyRows()).toHaveLength(51)
    expect(await screen.findByRole('button', { name: '+3 on 50 products' })).toBeVisible()
    expect(fetched()).toBe(2)
    await user.click(screen.getByRole('button', { name: 'Show older' }))
    expect(await screen.findByRole('button', { name: '+3 on 100 products' })).toBeVisible()
    expect(screen.getByText('570 movements')).toBeVisible()
  })

  it('wait, counted, while the list is in use, and move none of its rows', async () => {
    const { changeAll, fetched, user } = await openBeside()
    document.documentElement.scrollTop = 200
    document.dispatchEvent(new Event('scroll'))
    changeAll()
    const show = await screen.findByRole('button', { name: '510 new · show' })
    expect(bodyRows()).toHaveLength(50)
    expect(bodyRows()[49]).toHaveTextContent('HDMI adapter')
    expect(screen.getByText('570 movements')).toBeVisible()
    await user.click(show)
    expect(await screen.findByRole('button', { name: '+3 on 50 products' })).toBeVisible()
    expect(fetched()).toBe(2)
  })

  it('let go of rows that a fetch has brought no more', async () => {
    const { changeAll, pushBulk } = await openBeside()
    document.documentElement.scrollTop = 200
    document.dispatchEvent(new Event('scroll'))
    changeAll()
    await screen.findByRole('button', { name: '510 new · show' })
    pushBulk(900)
    expect(await screen.findByRole('button', { name: '+3 on 50 products' })).toBeVisible()
    expect(screen.queryByRole('button', { name: /new · show/ })).toBeNull()
  })
})

it('are counted once when older ones were fetched after they came', async () => {
  const { stock } = serve({ moves: 60 })
  const { user } = renderApp('/movements')
  await screen.findByRole('table', { name: 'History' })
  await live()
  stock.move(1, 7)
  expect(await screen.findByText('61 movements')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Show older' }))
  await waitFor(() => expect(bodyRows()).toHaveLength(61))
  expect(screen.getByText('61 movements')).toBeVisible()
})

describe('a revert', () => {
  it('asks first, records the opposite and marks both', async () => {
    const { stock, rows } = serve({ rights: ['stock:adjust_any'], moves: 1 })
    const { user } = renderApp('/movements')
    await live()
    await user.click(await screen.findByRole('button', { name: 'Revert −1 of HDMI adapter' }))
    const dialog = await screen.findByRole('dialog', { name: 'Revert −1 of HDMI adapter?' })
    expect(dialog).toHaveAccessibleDescription(
      /^This records \+1\. The original \(−1 sale, ben, \w+ \d+, \d+:\d\d.[AP]M\) stays in the history\.$/,
    )
    expect(stock.sent).toEqual([])
    await user.type(within(dialog).getByLabelText(/Note/), 'Came back')
    await user.click(within(dialog).getByRole('button', { name: 'Revert' }))
    await waitFor(() => expect(rows.get(2)?.quantity).toBe(300))
    expect(stock.sent[0]).toMatchObject({ path: '/api/movements/1/revert/', body: { note: 'Came back' } })
    expect(await screen.findByText('Reverted')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Revert −1 of HDMI adapter' })).toBeNull()
    await waitFor(() => expect(screen.getByRole('row', { name: /−1.*Reverted/ })).toHaveFocus())
  })

  it('says why it is dead when it is pressed while the page is not live', async () => {
    const { hangUp } = serve({ rights: ['stock:adjust_any'], moves: 1 })
    const { user } = renderApp('/movements')
    await live()
    const revert = await screen.findByRole('button', { name: 'Revert −1 of HDMI adapter' })
    hangUp()
    await waitFor(() => expect(revert).toHaveAttribute('aria-disabled', 'true'))
    await user.click(revert)
    await screen.findByText('Can’t reach the server. You can change stock once it’s back.', {
      selector: '[data-title]',
    })
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is not offered to those who may not', async () => {
    serve()
    renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    expect(screen.queryByRole('button', { name: /^Revert/ })).toBeNull()
  })

  it('says why when the server refuses', async () => {
    const { stock } = serve({ rights: ['stock:adjust_any'], moves: 1 })
    const { user } = renderApp('/movements')
    await live()
    await user.click(await screen.findByRole('button', { name: 'Revert −1 of HDMI adapter' }))
    const [movement] = stock.movements
    if (movement) movement.reverted_by = 99
    await user.click(await screen.findByRole('button', { name: 'Revert' }))
    expect(await screen.findByText(/This has already been reverted/)).toBeVisible()
  })
})

it('a revert whose answer was lost is not done twice when its note is changed, and is said to be done', async () => {
  const { stock, rows } = serve({ rights: ['stock:adjust_any'], moves: 1 })
  const { user } = renderApp('/movements')
  await live()
  await user.click(await screen.findByRole('button', { name: 'Revert −1 of HDMI adapter' }))
  stock.losing = 'revert'
  await user.click(await screen.findByRole('button', { name: 'Revert' }))
  await screen.findByText(/only reverted once/)
  await user.type(screen.getByLabelText(/Note/), 'Came back')
  await user.click(screen.getByRole('button', { name: 'Revert' }))
  expect(await screen.findByText(/^An earlier attempt was saved/)).toBeVisible()
  expect(stock.movements.map(({ delta, note }) => [delta, note])).toEqual([
    [1, ''],
    [-1, 'Order 0'],
  ])
  expect(rows.get(2)?.quantity).toBe(300)
})

it('a revert whose answer is lost after its question was closed can be sent again', async () => {
  const { stock, rows, url } = serve({ rights: ['stock:adjust_any'], moves: 1 })
  const { user } = renderApp('/movements')
  await live()
  await user.click(await screen.findByRole('button', { name: 'Revert −1 of HDMI adapter' }))
  let letThrough = () => {}
  const asked = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  server.use(http.post(url('movements/:id/revert/'), () => asked, { once: true }))
  stock.losing = 'revert'
  await user.click(await screen.findByRole('button', { name: 'Revert' }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  letThrough()
  expect(await screen.findByText(/HDMI adapter.* −1: the undo isn’t confirmed/)).toBeVisible()
  expect(screen.queryByText(/wasn’t undone/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Send again' }))
  expect(await screen.findByText(/HDMI adapter.* \+1/, { selector: '[data-title]' })).toBeVisible()
  expect(stock.movements).toHaveLength(2)
  expect(stock.sent[1]?.key).toBe(stock.sent[0]?.key)
  expect(rows.get(2)?.quantity).toBe(300)
})

it('a revert that is refused after its question was closed is told', async () => {
  const { url } = serve({ rights: ['stock:adjust_any'], moves: 1 })
  const { user } = renderApp('/movements')
  await live()
  await user.click(await screen.findByRole('button', { name: 'Revert −1 of HDMI adapter' }))
  let answer = () => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  const refuse = async () => {
    await asked
    return HttpResponse.json({ detail: 'No.', code: 'already_reverted' }, { status: 409 })
  }
  server.use(http.post(url('movements/:id/revert/'), refuse))
  await user.click(await screen.findByRole('button', { name: 'Revert' }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  answer()
  expect(await screen.findByText(/HDMI adapter.* −1 wasn’t undone/)).toBeVisible()
})

describe('the export', () => {
  it('saves what the filters show', async () => {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const { requests } = serve()
    const { user } = renderApp('/movements?actor=ben')
    await screen.findByRole('table', { name: 'History' })
    const button = screen.getByRole('button', { name: 'Export as CSV' })
    expect(button).toHaveAttribute('title', expect.stringContaining('100,000'))
    await user.click(button)
    await screen.findByText('2 movements saved as CSV')
    const request = requests.find(({ path }) => path.endsWith('/export/'))
    expect(request?.query.get('actor')).toBe('ben')
    expect(request?.headers.get('authorization')).toMatch(/^Bearer /)
  })

  it('says when it failed', async () => {
    const { url } = serve()
    server.use(http.get(url('movements/export/'), () => new HttpResponse(null, { status: 500 })))
    const { user } = renderApp('/movements')
    await screen.findByRole('table', { name: 'History' })
    await user.click(screen.getByRole('button', { name: 'Export as CSV' }))
    await screen.findByText('Couldn’t export')
  })
})
