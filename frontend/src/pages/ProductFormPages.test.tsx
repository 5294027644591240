import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Product } from '@/entities/product/types'
import { api } from '@/lib/api/client'
import { ApiError } from '@/lib/api/errors'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const cable = makeProduct()
const picture = new File(['pixels'], 'cable.png', { type: 'image/png' })

function serve(products = [cable]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const sent: { body: unknown; ifMatch: string | null }[] = []
  const keys: (string | null)[] = []
  /** Answers writes with these, one after the other; the last one stays. */
  function answerWrites(...answers: (() => Response)[]) {
    const handler = async ({ request }: { request: Request }) => {
      const body: unknown = await request.json().catch(() => null)
      sent.push({ body, ifMatch: request.headers.get('if-match') })
      keys.push(request.headers.get('idempotency-key'))
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return answer?.() ?? HttpResponse.error()
    }
    server.use(http.post(fake.url('products/'), handler), http.patch(fake.url('products/:id/'), handler))
  }
  return { ...fake, sent, keys, answerWrites }
}

async function replace(user: ReturnType<typeof renderApp>['user'], label: RegExp | string, value: string) {
  const input = await screen.findByLabelText(label)
  await user.clear(input)
  await user.type(input, value)
}

async function fillNew(user: ReturnType<typeof renderApp>['user']) {
  await replace(user, 'Name', 'Lamp')
  await screen.findByRole('option', { name: 'Electronics' })
  await user.selectOptions(screen.getByLabelText('Category'), 'electronics')
  await replace(user, /^Price/, '9,90')
}

beforeEach(() => void signInForTest())

describe('adding a product', () => {
  it('sends what was filled in and goes to the list', async () => {
    const { sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9, name: 'Lamp' }), { status: 201 }))
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(await screen.findByText('Lamp added')).toBeVisible()
    expect(sent).toEqual([
      {
        body: { name: 'Lamp', category: 'electronics', price: '9.90', quantity: 0, is_active: true },
        ifMatch: null,
      },
    ])
  })

  it('checks first, and focuses the first field in error', async () => {
    const { sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json({}, { status: 500 }))
    const { user } = renderApp('/products/new')
    await replace(user, 'On hand', '2.5')
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    expect(await screen.findByText('Give the product a name.')).toBeVisible()
    expect(screen.getByLabelText('On hand')).toHaveAccessibleDescription(
      'Enter a whole number, without decimals.',
    )
    expect(screen.getByLabelText('Name')).toHaveFocus()
    expect(sent).toEqual([])
  })

  it.each([
    ['On hand', '-3', 'Enter the number without a sign.'],
    ['On hand', '1e3', 'Write the number out in full.'],
    ['Reorder at optional', '2,5', 'Enter a whole number, without decimals.'],
    ['Price (EUR)', '1.2.3', 'The separators are in the wrong places. Leave them out.'],
    ['Price (EUR)', '0,00', 'Enter at least 0.01.'],
  ])('refuses in %s what is no such number: %s', async (label, typed, problem) => {
    const { sent } = serve()
    const { user } = renderApp('/products/new')
    await fillNew(user)
    const field = await screen.findByRole('textbox', { name: new RegExp(`^${label.split(/ [(o]/)[0]}`) })
    await user.clear(field)
    await user.type(field, typed)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(field).toHaveAccessibleDescription(new RegExp(`^${problem}`)))
    expect(field).toHaveValue(typed)
    expect(sent).toEqual([])
  })

  it('reads numbers as people write them', async () => {
    const { sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9, name: 'Lamp' }), { status: 201 }))
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await replace(user, /^Price/, '€1,234.50')
    await replace(user, 'On hand', '1,200')
    await replace(user, /^Reorder at/, '２０')
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(sent[0]?.body).toMatchObject({ price: '1234.50', quantity: 1200, reorder_level: 20 })
  })

  it('sends the same key again after a lost answer, and another when something else is meant', async () => {
    const { keys, answerWrites } = serve()
    const lost = () => HttpResponse.error()
    const added = () => HttpResponse.json(makeProduct({ id: 9, name: 'Lamp' }), { status: 201 })
    answerWrites(lost, lost, lost, added)
    const { user, address, router } = renderApp('/products/new')
    await fillNew(user)
    const save = async (times: number) => {
      await user.click(screen.getByRole('button', { name: 'Add product' }))
      await waitFor(() => expect(keys).toHaveLength(times))
      await screen.findByText(/Save again once the server is back/)
    }
    await save(1)
    await save(2)
    await replace(user, 'Name', 'Other lamp')
    await save(3)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(address()).toBe('/'))
    await act(() => router.navigate('/products/new'))
    await fillNew(user)
    await replace(user, 'Name', 'Other lamp')
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(keys).toHaveLength(5))
    const [first, again, changed, changedAgain, next] = keys
    expect(again).toBe(first)
    expect(changedAgain).toBe(changed)
    expect(new Set([first, changed, next]).size).toBe(3)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
  })

  it('sends a key for the picture too: another picture is another product', async () => {
    serve()
    const sent: unknown[] = []
    vi.spyOn(api, 'post').mockImplementation((_path, _body, config) => {
      sent.push(config?.headers?.['Idempotency-Key'])
      return Promise.reject(ApiError.network())
    })
    const { user } = renderApp('/products/new')
    await fillNew(user)
    await user.upload(screen.getByLabelText('Choose picture'), picture)
    for (const times of [1, 2]) {
      await user.click(screen.getByRole('button', { name: 'Add product' }))
      await waitFor(() => expect(sent).toHaveLength(times))
      await screen.findByText(/Save again once the server is back/)
    }
    await user.upload(
      screen.getByLabelText('Replace picture'),
      new File(['x'], 'b.png', { type: 'image/png' }),
    )
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(sent).toHaveLength(3))
    expect(sent[1]).toBe(sent[0])
    expect(sent[2]).not.toBe(sent[0])
  })

  it('asks once about a number that is far too large', async () => {
    const { sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9, name: 'Lamp' }), { status: 201 }))
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await replace(user, 'On hand', '96385074')
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    expect(await screen.findByText(/^On hand: 96385074\. If that’s right/)).toBeVisible()
    expect(sent).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(sent).toHaveLength(1)
  })

  it('puts the messages of the server on their fields and the others in the summary', async () => {
    const { answerWrites } = serve()
    const refusal = {
      sku: ['Another product has this SKU.'],
      image: ['This is not a picture.'],
      non_field_errors: ['The warehouse is full.'],
    }
    answerWrites(() => HttpResponse.json(refusal, { status: 400 }))
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    expect(await screen.findByText('The warehouse is full.')).toBeVisible()
    expect(screen.getByLabelText(/^SKU/)).toHaveAccessibleDescription(/Another product has this SKU/)
    expect(screen.getByText('This is not a picture.')).toBeVisible()
    expect(screen.getByLabelText('Name')).toHaveValue('Lamp')
    expect(address()).toBe('/products/new')
  })
})

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
    fireEvent.paste(document.body, { clipboardData: { files: [picture] } })
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

describe('changing a product', () => {
  it('sends only what was changed, based on the version that was opened', async () => {
    const { sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json({ ...cable, quantity: 40, version: 8 }))
    const { user, address } = renderApp('/products/1/edit')
    await replace(user, 'On hand', '40')
    await screen.findByRole('option', { name: 'Books' })
    expect(screen.getByLabelText('Category')).toHaveDisplayValue('Electronics')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent).toEqual([{ body: { quantity: 40 }, ifMatch: '"v7"' }])
  })

  it('takes over what others change, but never what was typed', async () => {
    const { push, sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json({ ...cable, name: 'My name', quantity: 5, version: 9 }))
    const { user } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'My name')
    await screen.findByText('Live', { selector: 'button *' })
    push('update', { ...cable, quantity: 5, version: 8 })
    expect(await screen.findByText(/ben changed On hand/)).toBeInTheDocument()
    expect(screen.getByLabelText('Name')).toHaveValue('My name')
    expect(screen.getByLabelText('On hand')).toHaveValue('5')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(sent).toEqual([{ body: { name: 'My name' }, ifMatch: '"v8"' }]))
  })

  it('does not change a field under the cursor', async () => {
    const { push } = serve()
    const { user } = renderApp('/products/1/edit')
    await user.click(await screen.findByLabelText('On hand'))
    await screen.findByText('Live', { selector: 'button *' })
    push('update', { ...cable, quantity: 5, price: '13.00', version: 8 })
    await waitFor(() => expect(screen.getByLabelText(/^Price/)).toHaveValue('13.00'))
    expect(screen.getByLabelText('On hand')).toHaveValue('42')
    await user.tab()
    await waitFor(() => expect(screen.getByLabelText('On hand')).toHaveValue('5'))
  })

  it('keeps what was typed when the product is deleted elsewhere, and can add it anew', async () => {
    const { push, sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9, name: 'My name' }), { status: 201 }))
    const { user, address } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'My name')
    await screen.findByText('Live', { selector: 'button *' })
    push('delete', cable)
    await user.click(await screen.findByRole('button', { name: 'Add as new product' }))
    expect(screen.getByLabelText('Name')).toHaveValue('My name')
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(address()).toBe('/products/9'))
    expect(sent[0]).toMatchObject({ body: { name: 'My name', sku: cable.sku, quantity: 42 }, ifMatch: null })
  })

  it('is not offered to others than the owner', async () => {
    serve([makeProduct({ owner: 'ben', created_by: 4 })])
    renderApp('/products/1/edit')
    expect(
      await screen.findByRole('heading', { name: 'Only the owner can change this product' }),
    ).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull()
  })

  it('says so when there is no such product', async () => {
    serve([])
    renderApp('/products/1/edit')
    expect(await screen.findByRole('heading', { name: 'This product doesn’t exist' })).toBeVisible()
  })
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
    expect(await screen.findByText(/^Unsaved from .*: Name\.$/)).toBeInTheDocument()
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

describe('duplicating a product', () => {
  it('starts with all but what is its own, picture included', async () => {
    const { url, answerWrites, sent } = serve([
      { ...cable, image: '/media/cable.webp', barcode: '4006381333931' },
    ])
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9 }), { status: 201 }))
    const media = new URL('/media/cable.webp', url('')).href
    server.use(
      http.get(media, () => new HttpResponse('pixels', { headers: { 'Content-Type': 'image/webp' } })),
    )
    const { user } = renderApp('/products/new?from=1')
    expect(await screen.findByLabelText('Name')).toHaveValue('USB-C cable (copy)')
    expect(screen.getByLabelText(/^Price/)).toHaveValue('12.50')
    expect(screen.getByLabelText(/^SKU/)).toHaveValue('')
    expect(screen.getByLabelText(/^Barcode/)).toHaveValue('')
    expect(screen.getByLabelText('On hand')).toHaveValue('0')
    expect(await screen.findByRole('img', { name: 'Preview' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Remove picture' }))
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ name: 'USB-C cable (copy)', quantity: 0 }))
  })

  it('says when the picture could not be copied', async () => {
    const { url } = serve([{ ...cable, image: '/media/cable.webp' }])
    server.use(
      http.get(new URL('/media/cable.webp', url('')).href, () => new HttpResponse(null, { status: 404 })),
    )
    renderApp('/products/new?from=1')
    expect(await screen.findByText('Couldn’t copy the picture. Choose it again.')).toBeVisible()
  })
})

describe('leaving with unsaved changes', () => {
  it('asks, and stays or leaves as told', async () => {
    serve()
    const { user, address } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'Half a na')
    await user.click(screen.getByRole('link', { name: 'My products' }))
    expect(await screen.findByRole('alertdialog', { name: 'Leave without saving?' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Keep editing' }))
    expect(screen.getByLabelText('Name')).toHaveValue('Half a na')
    expect(address()).toBe('/products/1/edit')
    await user.click(screen.getByRole('link', { name: 'My products' }))
    await user.click(await screen.findByRole('button', { name: 'Leave' }))
    expect(await screen.findByRole('heading', { name: 'My products' })).toBeVisible()
  })

  it('does not ask when nothing was changed', async () => {
    serve()
    const { user, address } = renderApp('/products/1/edit')
    await screen.findByLabelText('Name')
    await user.click(screen.getByRole('link', { name: 'My products' }))
    await waitFor(() => expect(address()).toBe('/my-products'))
  })
})
