import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Product } from '@/entities/product/types'
import { api } from '@/lib/api/client'
import { makeProduct } from '@/testing/makers'
import { cable, fillNew, picture, replace, serve } from '@/testing/productForm'
import { renderApp } from '@/testing/renderApp'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

describe('the picture', () => {
  it('is shown before it is sent, and can be removed', async () => {
    serve()
    const { user } = renderApp('/products/new')
    await user.upload(await screen.findByLabelText('Choose picture'), picture)
    expect(await screen.findByRole('img', { name: 'Preview' })).toHaveAttribute('src', 'blob:preview')
    await user.click(screen.getByRole('button', { name: 'Remove picture' }))
    expect(screen.queryByRole('img', { name: 'Preview' })).toBeNull()
  })

  it('can be pasted', async () => {
    serve()
    renderApp('/products/new')
    await screen.findByLabelText('Choose picture')
    fireEvent.paste(document.body, { clipboardData: { files: [picture], types: ['Files'] } })
    expect(await screen.findByRole('img', { name: 'Preview' })).toBeVisible()
  })

  it('leaves a field the text that Office copies beside a picture of it', async () => {
    serve()
    renderApp('/products/new')
    const name = await screen.findByLabelText('Name')
    const cell = { files: [picture], types: ['text/plain', 'text/html', 'Files'] }
    // False: somebody has taken it, and the field does not get its text.
    expect(fireEvent.paste(name, { clipboardData: cell })).toBe(true)
    expect(screen.queryByRole('img', { name: 'Preview' })).toBeNull()
    expect(fireEvent.paste(name, { clipboardData: { files: [picture], types: ['Files'] } })).toBe(false)
    expect(await screen.findByRole('img', { name: 'Preview' })).toBeVisible()
  })

  it('is refused here when the server would refuse it', async () => {
    serve()
    renderApp('/products/new')
    const drop = await screen.findByRole('group', { name: 'Picture' })
    await screen.findByText(/up to 1 kB/)
    const tooLarge = new File(['x'.repeat(2048)], 'huge.png', { type: 'image/png' })
    fireEvent.drop(drop, { dataTransfer: { files: [tooLarge] } })
    expect(await screen.findByText('huge.png is 2 kB. The limit is 1 kB.')).toBeVisible()
    fireEvent.drop(drop, { dataTransfer: { files: [new File(['x'], 'a.txt', { type: 'text/plain' })] } })
    expect(await screen.findByText(/a\.txt isn’t a supported picture/)).toBeVisible()
    expect(screen.queryByRole('img', { name: 'Preview' })).toBeNull()
  })

  it('shows how much of it is sent', async () => {
    serve()
    const post = vi.spyOn(api, 'post').mockImplementation((_path, body, config) => {
      expect((body as FormData).get('image')).toBe(picture)
      config?.onUploadProgress?.({ progress: 0.5 })
      return new Promise(() => undefined)
    })
    const { user } = await openWithPicture()
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    expect(await screen.findByRole('progressbar', { name: 'Picture upload' })).toHaveAttribute(
      'aria-valuenow',
      '50',
    )
    expect(post).toHaveBeenCalledOnce()
  })

  it('can be stopped while it is sent, and nothing is lost', async () => {
    serve()
    vi.spyOn(api, 'post').mockImplementation((_path, _body, config) => {
      config?.onUploadProgress?.({ progress: 0.5 })
      return new Promise((_, reject) => {
        config?.signal?.addEventListener('abort', () => reject(config.signal?.reason))
      })
    })
    const { user } = await openWithPicture()
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await user.click(await screen.findByRole('button', { name: 'Cancel upload' }))
    expect(await screen.findByText(/Stopped\. Nothing was saved/)).toBeVisible()
    expect(screen.getByLabelText('Name')).toHaveValue('Lamp')
    expect(screen.getByRole('img', { name: 'Preview' })).toBeVisible()
  })

  async function openWithPicture() {
    const view = renderApp('/products/new')
    await fillNew(view.user)
    await view.user.upload(screen.getByLabelText('Choose picture'), picture)
    return view
  }
})

describe('a stale edit', () => {
  const stale = (theirs: Product) => () =>
    HttpResponse.json({ detail: 'Stale', code: 'stale_version', current: theirs }, { status: 412 })
  const theirs = { ...cable, quantity: 5, price: '13.00', version: 9 }

  async function save(...answers: (() => Response)[]) {
    const fake = serve()
    fake.answerWrites(...answers)
    const view = renderApp('/products/1/edit')
    await replace(view.user, 'On hand', '40')
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }))
    return { ...fake, ...view }
  }
  const saved = () => HttpResponse.json({ ...theirs, quantity: 40, version: 10 })
  const ask = async () => screen.findByRole('alertdialog', { name: 'Changed in two places' })

  it('is saved over the newer version when the two do not touch the same', async () => {
    const { sent, address } = await save(stale({ ...theirs, quantity: 42 }), saved)
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent.map(({ ifMatch }) => ifMatch)).toEqual(['"v7"', '"v9"'])
    expect(sent[1]?.body).toEqual({ quantity: 40 })
  })

  it('is not sent again when both changed it to the same', async () => {
    const { sent, address } = await save(stale({ ...theirs, quantity: 40 }), saved)
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent).toHaveLength(1)
  })

  it('asks about what both changed, and about nothing else', async () => {
    const { user, sent } = await save(stale(theirs), saved)
    const dialog = within(await ask())
    expect(dialog.getAllByRole('group').map((group) => group.textContent)).toEqual([
      'On handYour version40On the server5',
    ])
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
    await user.click(dialog.getByRole('radio', { name: /Your version/ }))
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent[1]).toEqual({ body: { quantity: 40 }, ifMatch: '"v9"' }))
  })

  it('takes theirs where that is chosen, and then has nothing left to save', async () => {
    const { user, sent, address } = await save(stale(theirs), saved)
    const dialog = within(await ask())
    await user.click(dialog.getByRole('radio', { name: /On the server/ }))
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent).toHaveLength(1)
  })

  it('goes back to editing with nothing lost', async () => {
    const { user } = await save(stale(theirs))
    await ask()
    await user.keyboard('{Escape}')
    expect(screen.getByLabelText('On hand')).toHaveValue('40')
    expect(screen.getByLabelText(/^Price/)).toHaveValue('13.00')
    // In the notice; it is said as well.
    expect(screen.getByText(/also changed On hand/, { selector: 'p' })).toBeInTheDocument()
  })
})

describe('a draft', () => {
  it('outlives the page, and is offered when the form opens again', async () => {
    serve()
    const first = renderApp('/products/1/edit')
    await replace(first.user, 'Name', 'Half a na')
    first.unmount()
    const { user } = renderApp('/products/1/edit')
    expect(await screen.findByText(/^Not saved yet: Name \(.*\)\.$/)).toBeInTheDocument()
    expect(screen.getByLabelText('Name')).toHaveValue('USB-C cable')

    await user.click(screen.getByRole('button', { name: 'Restore' }))
    expect(screen.getByLabelText('Name')).toHaveValue('Half a na')
    expect(screen.queryByRole('button', { name: 'Restore' })).toBeNull()
  })

  it('asks about what was changed by others since', async () => {
    const { rows, answerWrites } = serve()
    answerWrites(() => HttpResponse.json(cable))
    const first = renderApp('/products/1/edit')
    await replace(first.user, 'Name', 'Half a na')
    first.unmount()
    rows.set(1, { ...cable, name: 'Their name', version: 8 })
    const { user } = renderApp('/products/1/edit')
    await user.click(await screen.findByRole('button', { name: 'Restore' }))
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Changed in two places' })
    expect(dialog).toHaveTextContent(/Half a na.*Their name/)
  })

  it('is gone once it is saved or given up', async () => {
    const { answerWrites } = serve()
    answerWrites(() => HttpResponse.json({ ...cable, name: 'Half a name', version: 8 }))
    const first = renderApp('/products/1/edit')
    await replace(first.user, 'Name', 'Half a name')
    await first.user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(first.address()).toBe('/products/1'))
    expect(sessionStorage).toHaveLength(0)
  })

  it('becomes a new product when its own is gone', async () => {
    const { rows, answerWrites, sent } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9 }), { status: 201 }))
    const first = renderApp('/products/1/edit')
    await replace(first.user, 'Name', 'Half a na')
    first.unmount()
    rows.delete(1)
    const { user } = renderApp('/products/1/edit')
    await user.click(await screen.findByRole('link', { name: 'Add as new product' }))
    expect(await screen.findByLabelText('Name')).toHaveValue('Half a na')
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({ name: 'Half a na', sku: cable.sku, price: '12.50' }),
    )
    await waitFor(() => expect(sessionStorage).toHaveLength(0))
  })

  it('stays while the server is away', async () => {
    const { answerWrites } = serve()
    answerWrites(() => HttpResponse.error())
    const { user } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'Half a name')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    expect(await screen.findByText(/Your edits are still here/)).toBeVisible()
    expect(screen.getByLabelText('Name')).toHaveValue('Half a name')
    expect(sessionStorage).toHaveLength(1)
  })
})
