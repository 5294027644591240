import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
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
    expect(within(table).getByRole('row', { name: /USB-C cable/ })).toHaveTextContent(/5.*20.*4.*35/)
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
    await user.click(await screen.findByRole('button', { name: 'Show' }))
    await waitFor(() => expect(screen.queryByRole('link', { name: 'USB-C cable' })).toBeNull())
  })

  it('offers Receive for what one may adjust, and names the owner of the rest', async () => {
    open()
    const row = await screen.findByRole('row', { name: /HDMI adapter/ })
    expect(within(row).queryByRole('button')).toBeNull()
    expect(within(row).getByText('ben')).toBeVisible()
  })

  it('follows what goes low elsewhere', async () => {
    const { stock } = open()
    await screen.findByRole('table', { name: 'Products to reorder' })
    await screen.findByText('Live', { selector: 'button *' })
    stock.move(3, -90)
    expect(await screen.findByRole('link', { name: 'Socks' })).toBeVisible()
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
