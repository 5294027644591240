import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

vi.mock('uplot', () => import('@/testing/fakeUplot'))

const cable = makeProduct()
const lamp = makeProduct({ id: 2, name: 'Desk lamp', sku: 'HOME-2' })
const book = makeProduct({ id: 3, name: 'Atlas', sku: 'BOOK-3', owner: 'ben', created_by: 4 })

// Fetched on demand, with all that it shows: more than a test should wait for.
beforeAll(() => import('./ProductDrawer'), 60_000)

beforeEach(() => {
  signInForTest()
  Element.prototype.scrollIntoView = vi.fn()
})

async function start(address: string, products = [cable, lamp, book]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const view = renderApp(address)
  await screen.findByText('Live', { selector: 'button *' })
  return { ...fake, ...view }
}

const drawer = (name: string) => screen.findByRole('dialog', { name })
const noDrawer = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

describe('the drawer of a list', () => {
  it('opens at an address of its own, with the list beside it, and takes the focus', async () => {
    const { user, address } = await start('/?search=a')
    await user.click(await screen.findByRole('link', { name: 'Desk lamp' }))
    const shown = within(await drawer('Desk lamp'))
    expect(address()).toBe('/?search=a&product=2')
    expect(shown.getByRole('heading', { name: 'Desk lamp' })).toHaveFocus()
    expect(await shown.findByRole('heading', { name: 'History' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'USB-C cable' })).toBeVisible()
  })

  it('closes with Escape and gives the focus back to the row', async () => {
    const { user, address } = await start('/')
    await user.click(await screen.findByRole('link', { name: 'Desk lamp' }))
    await drawer('Desk lamp')
    await user.keyboard('{Escape}')
    await noDrawer()
    expect(address()).toBe('/')
    await waitFor(() => expect(screen.getByRole('link', { name: 'Desk lamp' })).toHaveFocus())
  })

  it('goes to the next and the previous product by J and K, without filling the history', async () => {
    const { user, address, router } = await start('/')
    await user.click(await screen.findByRole('link', { name: 'USB-C cable' }))
    await drawer('USB-C cable')
    await user.keyboard('j')
    await drawer('Desk lamp')
    await user.keyboard('j')
    await drawer('Atlas')
    await user.keyboard('k')
    await drawer('Desk lamp')
    expect(address()).toBe('/?product=2')
    await act(() => router.navigate(-1))
    await noDrawer()
    expect(address()).toBe('/')
  })

  it('stays when the list beside it is filtered', async () => {
    const { user, address } = await start('/?product=1')
    await drawer('USB-C cable')
    await user.type(screen.getByRole('searchbox'), 'lamp')
    await waitFor(() => expect(address()).toContain('search=lamp'))
    expect(address()).toContain('product=1')
    await drawer('USB-C cable')
  })

  it('is the page of the product on a phone', async () => {
    setViewport('phone')
    const fake = fakeApi([cable])
    server.use(...fake.handlers)
    const { address } = renderApp('/?product=1')
    await waitFor(() => expect(address()).toBe('/products/1'))
  })

  it('says that the product does not exist', async () => {
    await start('/?product=77')
    const shown = within(await drawer('Product'))
    expect(await shown.findByRole('heading', { name: 'This product doesn’t exist' })).toBeVisible()
  })

  it('says who deleted the product under it', async () => {
    const { push } = await start('/?product=3')
    await drawer('Atlas')
    push('delete', book, { actor: 'ben' })
    const shown = within(await drawer('Product'))
    expect(await shown.findByText('ben deleted it while you had it open.')).toBeVisible()
  })

  it('can be retried when it failed', async () => {
    const fake = fakeApi([cable])
    server.use(...fake.handlers)
    const refuse = () => HttpResponse.json({ detail: 'No.' }, { status: 400 })
    server.use(
      http.get(fake.url('products/'), () => HttpResponse.json([])),
      http.get(fake.url('products/:id/'), refuse, { once: true }),
    )
    const { user } = renderApp('/?product=1')
    await user.click(await screen.findByRole('button', { name: 'Retry' }))
    await drawer('USB-C cable')
  })
})

describe('the form in the drawer', () => {
  it('opens at an address of its own, saves, and shows the product again', async () => {
    const { user, address, url } = await start('/?product=1')
    server.use(
      http.patch(url('products/:id/'), () => HttpResponse.json({ ...cable, name: 'Long cable', version: 8 })),
    )
    const shown = within(await drawer('USB-C cable'))
    await user.click(shown.getByRole('link', { name: 'Edit' }))
    await drawer('Edit USB-C cable')
    expect(address()).toBe('/?product=1&edit=1')
    const name = await shown.findByLabelText('Name')
    await user.clear(name)
    await user.type(name, 'Long cable')
    await user.click(shown.getByRole('button', { name: 'Save changes' }))
    await drawer('Long cable')
    expect(address()).toBe('/?product=1')
  })

  it.each([
    [
      'another product is opened',
      (user: User) => user.click(screen.getByRole('link', { name: 'Desk lamp' })),
    ],
    ['it is closed', (user: User) => user.click(screen.getByRole('button', { name: 'Close the product' }))],
    ['Escape is pressed in a field', (user: User) => user.keyboard('{Escape}')],
  ])('asks before %s', async (_, leave) => {
    const { user, address } = await start('/?product=1&edit=1')
    await user.type(await screen.findByLabelText('Name'), ' 2 m')
    await leave(user)
    expect(await screen.findByRole('alertdialog', { name: 'Leave without saving?' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Keep editing' }))
    expect(screen.getByLabelText('Name')).toHaveValue('USB-C cable 2 m')
    expect(address()).toBe('/?product=1&edit=1')
  })

  it('leaves the letters of a field alone', async () => {
    const { user } = await start('/?product=1&edit=1')
    await user.type(await screen.findByLabelText('Name'), 'jk')
    expect(screen.getByLabelText('Name')).toHaveValue('USB-C cablejk')
  })

  it('is not for others than the owner', async () => {
    await start('/?product=3&edit=1')
    expect(await screen.findByRole('heading', { name: 'You can’t change this product' })).toBeVisible()
  })
})

type User = ReturnType<typeof renderApp>['user']

describe('the actions of a product', () => {
  it('lead to its page and to a duplicate', async () => {
    const { user, address } = await start('/?product=3')
    const shown = within(await drawer('Atlas'))
    await user.click(shown.getByRole('button', { name: 'More actions' }))
    expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull()
    await user.click(screen.getByRole('menuitem', { name: 'Open full page' }))
    await screen.findByRole('heading', { name: 'Atlas', level: 1 })
    expect(address()).toBe('/products/3')
    await user.click(await screen.findByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Duplicate' }))
    await waitFor(() => expect(address()).toBe('/products/new?from=3'))
  })

  it('copy the address', async () => {
    const { user } = await start('/?product=1')
    const shown = within(await drawer('USB-C cable'))
    await user.click(shown.getByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Copy link' }))
    expect(await screen.findByText('Link copied')).toBeVisible()
    expect(await navigator.clipboard.readText()).toBe(window.location.href)
  })

  it('delete it, and close', async () => {
    const { user, address } = await start('/?product=1')
    const shown = within(await drawer('USB-C cable'))
    await user.click(shown.getByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete USB-C cable?' }))
    await user.click(question.getByRole('button', { name: 'Delete' }))
    await noDrawer()
    expect(address()).toBe('/')
  })

  it('delete it, and leave what was opened before the answer', async () => {
    const { url, user, address } = await start('/?product=1')
    let end = () => {}
    const answered = new Promise<void>((resolve) => {
      end = resolve
    })
    const asked = vi.fn()
    server.use(
      http.delete(url('products/:id/'), async () => {
        asked()
        await answered
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const shown = within(await drawer('USB-C cable'))
    await user.click(shown.getByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete USB-C cable?' }))
    await user.click(question.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(asked).toHaveBeenCalledOnce())
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await user.click(screen.getByRole('link', { name: 'Desk lamp' }))
    await drawer('Desk lamp')
    end()
    expect(await screen.findByText('USB-C cable deleted')).toBeVisible()
    expect(address()).toBe('/?product=2')
  })
})
