import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { toast } from 'sonner'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from '@/lib/api/client'
import { ApiError } from '@/lib/api/errors'
import { makeProduct } from '@/testing/makers'
import { cable, fillNew, picture, replace, serve } from '@/testing/productForm'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

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

  it('saves and adds another by Ctrl+Enter: an empty form that keeps the category, and another key', async () => {
    const { sent, keys, answerWrites } = serve()
    const added = (id: number, name: string) => () =>
      HttpResponse.json(makeProduct({ id, name, category: 'electronics' }), { status: 201 })
    answerWrites(added(9, 'Lamp'), added(10, 'Torch'))
    const { user, address } = renderApp('/products/new?barcode=4006381333931')
    await fillNew(user)
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByRole('link', { name: 'Open Lamp' })).toHaveAttribute('href', '/products/9')
    expect(address()).toBe('/products/new')
    const name = screen.getByLabelText('Name')
    expect(name).toHaveFocus()
    expect(name).toHaveValue('')
    expect(screen.getByLabelText('Category')).toHaveValue('electronics')
    expect(screen.getByLabelText(/^Price/)).toHaveValue('')
    expect(screen.getByLabelText(/Barcode/)).toHaveValue('')
    await waitFor(() =>
      expect(screen.getByRole('log')).toHaveTextContent(
        'Lamp added. The form is ready for the next product.',
      ),
    )
    await user.type(name, 'Torch')
    await replace(user, /^Price/, '4')
    await user.click(screen.getByRole('button', { name: 'Save and add another' }))
    expect(await screen.findByRole('link', { name: 'Open Torch' })).toBeVisible()
    expect(sent.map(({ body }) => body)).toMatchObject([
      { name: 'Lamp', barcode: '4006381333931' },
      { name: 'Torch', category: 'electronics', price: '4', quantity: 0 },
    ])
    expect(new Set(keys).size).toBe(2)
  })

  it('asks nothing when the form for another product is left untouched', async () => {
    const { answerWrites } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ id: 9, name: 'Lamp' }), { status: 201 }))
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await user.click(screen.getByRole('button', { name: 'Save and add another' }))
    await user.click(await screen.findByRole('link', { name: 'Open Lamp' }))
    await waitFor(() => expect(address()).toBe('/products/9'))
  })

  it('saves an edit by Ctrl+Enter, and offers no other product after it', async () => {
    const { sent, answerWrites } = serve()
    answerWrites(() => HttpResponse.json(makeProduct({ version: 2, name: 'Lamp' })))
    const { user, address } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'Lamp')
    expect(screen.queryByRole('button', { name: 'Save and add another' })).toBeNull()
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent).toMatchObject([{ body: { name: 'Lamp' } }])
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
    ['On hand', '1e3', 'Enter all the digits.'],
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

  it('sends the same key after a lost answer, whatever was changed, and another for the next product', async () => {
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
    expect([again, changed, changedAgain]).toEqual([first, first, first])
    expect(next).not.toBe(first)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
  })

  it('says that the product was added, when only the answer to an earlier attempt was lost', async () => {
    const { keys, sent, answerWrites } = serve()
    const reused = { detail: 'This Idempotency-Key was used.', code: 'idempotency_key_reused' }
    const added = () => HttpResponse.json(makeProduct({ id: 9, name: 'Lamp' }), { status: 201 })
    answerWrites(HttpResponse.error, () => HttpResponse.json(reused, { status: 422 }), added)
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    const save = () => user.click(screen.getByRole('button', { name: 'Add product' }))
    await save()
    await screen.findByText(/Save again once the server is back/)
    await replace(user, 'Name', 'Lamps')
    await save()
    expect(
      await screen.findByText(/^An earlier attempt was saved, without what you’ve changed since/),
    ).toBeVisible()
    expect(screen.getByLabelText('Name')).toHaveValue('Lamps')
    await save()
    await waitFor(() => expect(address()).toBe('/'))
    expect(sent.map(({ body }) => (body as { name: string }).name)).toEqual(['Lamp', 'Lamps', 'Lamps'])
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('sends the same key with another picture after a lost answer', async () => {
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
    expect(sent).toEqual([sent[0], sent[0], sent[0]])
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

  it.each([
    ['its page', '/products/1/edit'],
    ['the drawer', '/?product=1&edit=1'],
  ])('keeps the form in %s when the right goes, and hears from the server', async (_where, at) => {
    const { setRole, answerWrites } = serve()
    answerWrites(() => HttpResponse.json({ detail: 'You may only look.' }, { status: 403 }))
    const { user } = renderApp(at)
    await replace(user, 'Name', 'My name')
    await user.upload(screen.getByLabelText('Choose picture'), picture)
    await screen.findByText('Live', { selector: 'button *' })
    expect(screen.getByRole('button', { name: 'New category' })).toBeVisible()
    setRole('viewer', [])
    await waitFor(() => expect(screen.queryByRole('button', { name: 'New category' })).toBeNull())
    expect(screen.getByLabelText('Name')).toHaveValue('My name')
    expect(screen.getByRole('img', { name: 'Preview' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    expect(await screen.findByText('You may only look.')).toBeVisible()
  })

  it('is not offered to others than the owner', async () => {
    serve([makeProduct({ owner: 'ben', created_by: 4 })])
    renderApp('/products/1/edit')
    expect(await screen.findByRole('heading', { name: 'You can’t change this product' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull()
  })

  it('says so when there is no such product', async () => {
    serve([])
    renderApp('/products/1/edit')
    expect(await screen.findByRole('heading', { name: 'This product doesn’t exist' })).toBeVisible()
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

  /** A save that is on its way until it is answered. */
  async function saveSlowly(answer: () => Response) {
    const { url } = serve()
    let end = () => {}
    let isStopped = false
    const answered = new Promise<void>((resolve) => {
      end = resolve
    })
    const asked = vi.fn()
    server.use(
      http.patch(url('products/:id/'), async ({ request }) => {
        request.signal.addEventListener('abort', () => {
          isStopped = true
        })
        asked()
        await answered
        return answer()
      }),
    )
    const view = renderApp('/products/1/edit')
    await replace(view.user, 'Name', 'Cable')
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(asked).toHaveBeenCalledOnce())
    return { ...view, end, isStopped: () => isStopped }
  }

  it('stops the save that is on its way, says that it may have come too late, and stays away', async () => {
    const saved = vi.fn(() => HttpResponse.json({ ...cable, name: 'Cable', version: 8 }))
    const { user, address, end, isStopped } = await saveSlowly(saved)
    await user.click(screen.getByRole('link', { name: 'History' }))
    await user.click(await screen.findByRole('button', { name: 'Leave' }))
    expect(await screen.findByText('Cable may have been saved before you left.')).toBeVisible()
    expect(isStopped()).toBe(true)
    end()
    await waitFor(() => expect(saved).toHaveReturned())
    await screen.findByRole('heading', { name: 'History' })
    expect(address()).toBe('/movements')
    expect(sessionStorage).toHaveLength(0)
  })

  it.each([
    [() => HttpResponse.json({ ...cable, name: 'Cable', version: 8 }), 'Cable saved', 0],
    [
      () => HttpResponse.json({ detail: 'No.' }, { status: 400 }),
      'Couldn’t save Cable. The form offers your edits when you open it again.',
      1,
    ],
  ])(
    'tells what became of a save when the form went without a question (%#)',
    async (answer, told, drafts) => {
      const { unmount, address, end } = await saveSlowly(answer)
      unmount()
      end()
      await waitFor(() => expect(toast.getToasts()).toMatchObject([{ title: told }]))
      expect(address()).toBe('/products/1/edit')
      expect(sessionStorage).toHaveLength(drafts)
    },
  )

  it('does not ask when nothing was changed', async () => {
    serve()
    const { user, address } = renderApp('/products/1/edit')
    await screen.findByLabelText('Name')
    await user.click(screen.getByRole('link', { name: 'My products' }))
    await waitFor(() => expect(address()).toBe('/my-products'))
  })
})
