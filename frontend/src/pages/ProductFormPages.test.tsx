import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from '@/lib/api/client'
import { fakeApi } from '@/test/fakeApi'
import { makeProduct } from '@/test/makers'
import { renderApp } from '@/test/renderApp'
import { server } from '@/test/server'
import { signInForTest } from '@/test/session'

const cable = makeProduct()
const picture = new File(['pixels'], 'cable.png', { type: 'image/png' })

function serve(products = [cable]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const sent: { body: unknown; ifMatch: string | null }[] = []
  /** Answers writes with these, one after the other; the last one stays. */
  function answerWrites(...answers: (() => Response)[]) {
    const handler = async ({ request }: { request: Request }) => {
      const body: unknown = await request.json().catch(() => null)
      sent.push({ body, ifMatch: request.headers.get('if-match') })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return answer?.() ?? HttpResponse.error()
    }
    server.use(http.post(fake.url('products/'), handler), http.patch(fake.url('products/:id/'), handler))
  }
  return { ...fake, sent, answerWrites }
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
    expect(screen.getByLabelText('On hand')).toHaveAccessibleDescription('Enter a whole number, 0 or more.')
    expect(screen.getByLabelText('Name')).toHaveFocus()
    expect(sent).toEqual([])
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
    await screen.findByText(/up to 1 KB/)
    const tooLarge = new File(['x'.repeat(2048)], 'huge.png', { type: 'image/png' })
    fireEvent.drop(drop, { dataTransfer: { files: [tooLarge] } })
    expect(await screen.findByText('huge.png has 2 KB. Choose one of up to 1 KB.')).toBeVisible()
    fireEvent.drop(drop, { dataTransfer: { files: [new File(['x'], 'a.txt', { type: 'text/plain' })] } })
    expect(await screen.findByText(/a\.txt is not a picture/)).toBeVisible()
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

  it('never overwrites the form when the product changes elsewhere, but says so', async () => {
    const { push } = serve()
    const { user } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'My name')
    await screen.findByText('Live', { selector: 'button *' })
    push('update', { ...cable, name: 'Their name', quantity: 5, version: 8 })
    const notice = await screen.findByText(/Changed elsewhere since you opened it: Name, On hand/)
    await waitFor(() => expect(notice).toBeVisible())
    expect(screen.getByLabelText('Name')).toHaveValue('My name')
    await user.click(screen.getByRole('button', { name: 'Load the new version' }))
    expect(screen.getByLabelText('Name')).toHaveValue('Their name')
    expect(screen.getByLabelText('On hand')).toHaveValue('5')
    expect(screen.queryByText(/Changed elsewhere/)).toBeNull()
  })

  it('keeps what was typed when the product is deleted elsewhere', async () => {
    const { push } = serve()
    const { user } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'My name')
    await screen.findByText('Live', { selector: 'button *' })
    push('delete', cable)
    const notice = await screen.findByText(/deleted elsewhere/)
    await waitFor(() => expect(notice).toBeVisible())
    expect(screen.getByLabelText('Name')).toHaveValue('My name')
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
    expect(await screen.findByRole('heading', { name: 'This product does not exist' })).toBeVisible()
  })
})

describe('a stale edit', () => {
  const theirs = { ...cable, quantity: 5, price: '13.00', version: 9 }
  const stale = () =>
    HttpResponse.json({ detail: 'Stale', code: 'stale_version', current: theirs }, { status: 412 })

  async function saveStale(...answers: (() => Response)[]) {
    const fake = serve()
    fake.answerWrites(stale, ...answers)
    const view = renderApp('/products/1/edit')
    await replace(view.user, 'On hand', '40')
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Someone changed this product meanwhile' })
    return { ...fake, ...view, dialog }
  }

  it('shows both values, field by field', async () => {
    const { dialog } = await saveStale()
    const quantity = within(dialog).getByRole('row', { name: /On hand/ })
    expect(
      within(quantity)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['40', '5'])
    const price = within(dialog).getByRole('row', { name: /Price/ })
    expect(
      within(price)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['not changed', '€13.00'])
  })

  it('saves mine over the version that was shown', async () => {
    const { user, sent, address } = await saveStale(() =>
      HttpResponse.json({ ...theirs, quantity: 40, version: 10 }),
    )
    await user.click(screen.getByRole('button', { name: 'Save mine' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent[1]).toEqual({ body: { quantity: 40 }, ifMatch: '"v9"' })
  })

  it('takes theirs', async () => {
    const { user, sent } = await saveStale()
    await user.click(screen.getByRole('button', { name: 'Take theirs' }))
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.getByLabelText('On hand')).toHaveValue('5')
    expect(screen.getByLabelText(/^Price/)).toHaveValue('13.00')
    expect(sent).toHaveLength(1)
  })

  it('goes back to editing with nothing lost', async () => {
    const { user } = await saveStale()
    await user.keyboard('{Escape}')
    expect(screen.getByLabelText('On hand')).toHaveValue('40')
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
