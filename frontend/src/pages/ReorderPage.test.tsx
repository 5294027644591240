import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { ANA, makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const low = makeProduct({ quantity: 5 })
const theirs = makeProduct({
  id: 2,
  name: 'HDMI adapter',
  quantity: 0,
  reorder_level: 10,
  created_by: 4,
  owner: 'ben',
})
const plenty = makeProduct({ id: 3, name: 'Socks', quantity: 99 })

beforeEach(() => void signInForTest())

function open(products = [low, theirs, plenty]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  return { ...fake, ...renderApp('/reorder') }
}

describe('the reorder page', () => {
  it('says what to buy, how much, and what it costs together', async () => {
    open()
    const table = await screen.findByRole('table', { name: 'Products to reorder' })
    const row = within(table).getByRole('row', { name: /USB-C cable/ })
    expect(row).toHaveTextContent(/5.*20.*4/)
    expect(within(row).getByRole('textbox')).toHaveValue('35')
    expect(within(table).getByRole('row', { name: /HDMI adapter/ })).toHaveTextContent('Out')
    expect(within(table).queryByText('Socks')).toBeNull()
    await waitFor(() =>
      expect(within(table).getByRole('row', { name: /Total/ })).toHaveTextContent(/55.*€687\.50/),
    )
    expect(screen.getByText('2 products')).toBeVisible()
  })

  it('receives what was bought with the suggestion filled in, and lets the product go when nobody is busy', async () => {
    const { user, stock } = open()
    await screen.findByText('Live', { selector: 'button *' })
    await user.click(await screen.findByRole('button', { name: 'Receive USB-C cable' }))
    const editor = within(await screen.findByRole('dialog'))
    expect(editor.getByLabelText('How many')).toHaveValue('35')
    expect(editor.getByRole('radio', { name: 'Received' })).toBeChecked()
    await user.click(editor.getByRole('button', { name: 'Add 35' }))
    await waitFor(() => expect(stock.sent[0]?.body).toEqual({ delta: 35, reason: 'receive' }))
    // The focus is back on its button: the line waits until the list is left alone.
    expect(await screen.findByText('Restocked')).toBeVisible()
    // What the person did is no news to them.
    expect(screen.queryByText('The list has changed.')).toBeNull()
    act(() => screen.getByRole('button', { name: 'Receive USB-C cable' }).blur())
    await waitFor(() => expect(screen.queryByRole('link', { name: 'USB-C cable' })).toBeNull())
  })

  it('takes another number over the suggestion, in all that follows from it', async () => {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const { user, router } = open()
    const field = () => screen.findByRole('textbox', { name: 'Order quantity for USB-C cable' })
    expect(await field()).toHaveValue('35')
    await user.clear(await field())
    await user.type(await field(), '1.5')
    await user.tab()
    // What is no number stays, with the reason, and nothing is ordered by it.
    expect(await field()).toHaveValue('1.5')
    expect(await field()).toBeInvalid()
    expect(await field()).toHaveAccessibleDescription(/decimal|whole/i)
    expect(screen.getByRole('row', { name: /Total/ })).toHaveTextContent(/55.*€687\.50/)
    await user.clear(await field())
    // Groups are not put in before the last digit is. (Five digits at once would be a scanner.)
    for (const digits of ['12', '345']) await user.type(await field(), digits, { initialSelectionStart: 2 })
    expect(await field()).toHaveValue('12345')
    await user.click(screen.getByRole('heading', { name: 'Reorder' }))
    expect(await field()).toHaveValue('12,345')
    await user.clear(await field())
    await user.tab()
    expect(await field()).toHaveValue('35')
    await user.clear(await field())
    await user.type(await field(), '60')
    expect(await field()).toBeValid()
    expect(screen.getByRole('row', { name: /USB-C cable/ })).toHaveTextContent(/€750\.00/)
    expect(screen.getByRole('row', { name: /Total/ })).toHaveTextContent(/80.*€1,000\.00/)
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    await screen.findByText('Copied')
    expect(await navigator.clipboard.readText()).toContain('\t60\t12.50\t750.00')

    // It is still there after a look at something else.
    await router.navigate('/movements')
    await router.navigate('/reorder')
    expect(await field()).toHaveValue('60')
    await user.click(screen.getByRole('button', { name: 'Receive USB-C cable' }))
    const editor = within(await screen.findByRole('dialog'))
    expect(editor.getByLabelText('How many')).toHaveValue('60')
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Use the suggested 35 of USB-C cable' }))
    expect(await field()).toHaveValue('35')
    expect(await field()).toHaveFocus()
  })

  it('forgets the number when some have come in, and keeps it from the next person', async () => {
    const { user, stock, router } = open()
    await screen.findByText('Live', { selector: 'button *' })
    const field = () => screen.findByRole('textbox', { name: 'Order quantity for USB-C cable' })
    await user.clear(await field())
    await user.type(await field(), '60')
    await user.tab()
    stock.move(low.id, -1)
    expect(await screen.findByRole('row', { name: /USB-C cable/ })).toHaveTextContent(/€750\.00/)
    expect(await field()).toHaveValue('60')
    stock.move(low.id, 5)
    await waitFor(async () => expect(await field()).not.toHaveValue('60'))
    expect(router.state.location.pathname).toBe('/reorder')
    expect(Object.keys(sessionStorage)).toContain(`lr.orders.${ANA.id}`)
  })

  it('goes from line to line by Enter, and leaves out what is not ordered', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('textbox', { name: 'Order quantity for USB-C cable' }))
    await user.keyboard('0{Enter}')
    expect(screen.getByRole('textbox', { name: 'Order quantity for HDMI adapter' })).toHaveFocus()
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    await screen.findByText('Copied')
    const copied = await navigator.clipboard.readText()
    expect(copied).toContain('HDMI adapter')
    expect(copied).not.toContain('USB-C cable')
  })

  it('offers Receive for what one may adjust, and names the owner of the rest', async () => {
    open()
    const row = await screen.findByRole('row', { name: /HDMI adapter/ })
    expect(within(row).queryByRole('button')).toBeNull()
    expect(within(row).getByText('ben')).toBeVisible()
  })

  it('says why Receive is dead when it is pressed while the page is not live', async () => {
    const { user, hangUp } = open()
    await screen.findByText('Live', { selector: 'button *' })
    const receive = await screen.findByRole('button', { name: 'Receive USB-C cable' })
    hangUp()
    await waitFor(() => expect(receive).toHaveAttribute('aria-disabled', 'true'))
    await user.click(receive)
    await screen.findByText('Can’t reach the server. You can change stock once it’s back.', {
      selector: '[data-title]',
    })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('tells what others receive while the list is in use, and shows it on request', async () => {
    const { user, stock } = open()
    await screen.findByText('Live', { selector: 'button *' })
    await user.click(await screen.findByRole('textbox', { name: 'Order quantity for HDMI adapter' }))
    stock.move(low.id, 35, { reason: 'receive', actor: 'ben' })
    expect(await screen.findByText('Restocked')).toBeVisible()
    expect(screen.getByText('The list has changed.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(screen.queryByRole('link', { name: 'USB-C cable' })).toBeNull())
  })

  it('follows what goes low elsewhere', async () => {
    const { stock } = open()
    await screen.findByRole('table', { name: 'Products to reorder' })
    await screen.findByText('Live', { selector: 'button *' })
    stock.move(3, -90)
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
  })

  it('shows the lines that were asked for at once, below those that keep their places', async () => {
    const line = (product: typeof low) => ({
      product,
      low_since: null,
      used_30_days: 4,
      suggested: 5,
      cost: '62.50',
    })
    const { user, url, push } = open()
    let first = [line(low)]
    server.use(
      http.get(url('reorder/'), ({ request }) => {
        const isFirst = !new URL(request.url).searchParams.has('cursor')
        return HttpResponse.json(isFirst ? first : [line(theirs)], {
          headers: { 'X-Total-Count': '4', Link: `<${url('reorder/')}?cursor=2>; rel="next"` },
        })
      }),
    )
    const table = await screen.findByRole('table', { name: 'Products to reorder' })
    await screen.findByText('Live', { selector: 'button *' })
    // The focus is in the list from now on, so that it keeps its places.
    act(() => screen.getByRole('button', { name: 'Show more' }).focus())
    first = [line(plenty), ...first]
    push('update', { ...plenty, quantity: 1, version: plenty.version + 1 }, { alert: 'low' })
    await screen.findByRole('button', { name: 'Show' })
    const names = () =>
      within(table)
        .getAllByRole('link')
        .map((link) => link.textContent)
    await user.keyboard('{Enter}')
    await waitFor(() => expect(names()).toEqual(['USB-C cable', 'HDMI adapter']))
    await user.click(screen.getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(names()).toEqual(['Socks', 'USB-C cable', 'HDMI adapter']))
    expect(screen.queryByRole('button', { name: 'Show' })).toBeNull()
  })

  it('copies and downloads the list', async () => {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const { user } = open()
    await screen.findByRole('table', { name: 'Products to reorder' })
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    await screen.findByText('Copied')
    expect(await navigator.clipboard.readText()).toContain(
      'ELEC-7K2M9Q\tUSB-C cable\t5\t20\t4\t35\t12.50\t437.50',
    )
    await user.click(screen.getByRole('button', { name: 'Download' }))
    expect(URL.createObjectURL).toHaveBeenCalledWith(expect.any(Blob))
  })

  it('counts days in the time zone of whoever looks', async () => {
    const { requests } = open()
    await screen.findByRole('table', { name: 'Products to reorder' })
    const asked = requests.find(({ path }) => path.endsWith('/reorder/'))?.query
    expect(asked?.get('tz')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  })

  it('says when there is nothing to buy', async () => {
    open([plenty])
    expect(await screen.findByRole('heading', { name: 'Nothing to reorder' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Copy' })).toBeDisabled()
  })

  it('says what failed, and tries again on request', async () => {
    const { user, url } = open()
    server.use(
      http.get(url('reorder/'), () => HttpResponse.json({ detail: 'No.' }, { status: 400 }), { once: true }),
    )
    expect(await screen.findByRole('alert')).toHaveTextContent('Couldn’t load the reorder list')
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('table', { name: 'Products to reorder' })).toBeVisible()
  })

  it('is cards on a phone', async () => {
    setViewport('phone')
    open()
    const list = await screen.findByRole('list', { name: 'Products to reorder' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(2)
  })
})
