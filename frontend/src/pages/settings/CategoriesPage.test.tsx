import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

function open(rights = ['category:manage'], path = '/settings/categories') {
  const fake = fakeApi([makeProduct()], { rights })
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

const IN_USE = { detail: 'Products are still in this category.', code: 'category_in_use' }

const names = async () => {
  const list = await screen.findByRole('list', { name: 'Categories' })
  return within(list)
    .getAllByRole('listitem')
    .map((item) => within(item).getAllByText(/./)[0]?.textContent)
}

async function choose(user: ReturnType<typeof renderApp>['user'], category: string, what: string) {
  await user.click(await screen.findByRole('button', { name: `More actions for ${category}` }))
  await user.click(await screen.findByRole('menuitem', { name: what }))
}

describe('the categories', () => {
  it('are shown with what is in them, and move up and down with the focus', async () => {
    const { user, categories } = open()
    expect(await screen.findByText('12 products')).toBeVisible()
    const down = screen.getByRole('button', { name: 'Move Books down' })
    await user.click(down)
    await waitFor(() =>
      expect(categories.categories.map(({ slug }) => slug)).toEqual(['electronics', 'books']),
    )
    await waitFor(async () => expect(await names()).toEqual(['Electronics', 'Books']))
    await waitFor(() => expect(screen.getByRole('button', { name: 'Move Books down' })).toHaveFocus())
    expect(screen.getByRole('button', { name: 'Move Books down' })).toHaveAttribute('aria-disabled', 'true')
    expect(await screen.findByText('Books is now 2 of 2')).toBeInTheDocument()
  })

  it('are renamed, and say what is missing', async () => {
    const { user } = open()
    await choose(user, 'Books', 'Rename')
    const name = await screen.findByLabelText('Name')
    await user.clear(name)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(name).toBeInvalid()
    await user.type(name, 'Reading')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Renamed to Reading')).toBeVisible()
    await waitFor(async () => expect(await names()).toContain('Reading'))
  })

  it('are merged into another one, which must be chosen', async () => {
    const { user, categories } = open()
    await choose(user, 'Electronics', 'Delete')
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete Electronics?' }))
    await user.click(dialog.getByRole('button', { name: 'Delete' }))
    expect(dialog.getByLabelText('Move its 12 products to')).toBeInvalid()
    await user.selectOptions(dialog.getByLabelText('Move its 12 products to'), 'Books')
    await user.click(dialog.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('Electronics deleted')).toBeVisible()
    expect(categories.categories).toEqual([{ slug: 'books', name: 'Books', products: 12 }])
    await user.click(await screen.findByRole('button', { name: 'More actions for Books' }))
    expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull()
  })

  it('are deleted after asking where nothing is in them', async () => {
    const { user } = open()
    await choose(user, 'Books', 'Delete')
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete Books?' }))
    await user.click(question.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('Books deleted')).toBeVisible()
    await waitFor(async () => expect(await names()).toEqual(['Electronics']))
  })

  it('stay where the server refuses to delete them, and the question says why', async () => {
    const { user, url } = open()
    await choose(user, 'Books', 'Delete')
    server.use(http.delete(url('categories/:slug/'), () => HttpResponse.json(IN_USE, { status: 409 })))
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete Books?' }))
    await user.click(question.getByRole('button', { name: 'Delete' }))
    expect(await question.findByRole('alert')).toHaveTextContent('Products are still in this category.')
    await user.click(question.getByRole('button', { name: 'Keep it' }))
    expect(await names()).toContain('Books')
  })

  it('are told of a refusal that comes after the question was closed', async () => {
    const { user, url } = open()
    await choose(user, 'Books', 'Delete')
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    server.use(
      http.delete(url('categories/:slug/'), async () => {
        await asked
        return HttpResponse.json(IN_USE, { status: 409 })
      }),
    )
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete Books?' }))
    await user.click(question.getByRole('button', { name: 'Delete' }))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    answer()
    expect(await screen.findByText('Products are still in this category.')).toBeVisible()
  })

  it('are added, and a name that is taken is refused on its field', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'New category' }))
    await user.type(await screen.findByLabelText('Name'), 'books')
    await user.click(screen.getByRole('button', { name: 'Create' }))
    expect(await screen.findByText('This name is already in use.')).toBeVisible()
    await user.type(screen.getByLabelText('Name'), ' 2')
    await user.click(screen.getByRole('button', { name: 'Create' }))
    await waitFor(async () => expect(await names()).toHaveLength(3))
  })

  it('are sent with the same key after a lost answer, also when the name was changed', async () => {
    const { user, url } = open()
    const keys: (string | null)[] = []
    const lose = ({ request }: { request: Request }) => {
      keys.push(request.headers.get('idempotency-key'))
      return HttpResponse.error()
    }
    server.use(http.post(url('categories/'), lose))
    await user.click(await screen.findByRole('button', { name: 'New category' }))
    await user.type(await screen.findByLabelText('Name'), 'Tools')
    for (const times of [1, 2]) {
      await user.click(screen.getByRole('button', { name: 'Create' }))
      await waitFor(() => expect(keys).toHaveLength(times))
      await screen.findByText('Can’t reach the server.')
      await user.type(screen.getByLabelText('Name'), '2')
    }
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]])
  })

  it('follow what others change', async () => {
    const { categories, tellChanged } = open()
    await screen.findByText('Books')
    categories.categories.push({ slug: 'garden', name: 'Garden', products: 0 })
    tellChanged('categories')
    expect(await screen.findByText('Garden')).toBeVisible()
  })

  it('are for managers; the settings begin where a person may begin', async () => {
    open([], '/settings/categories')
    expect(await screen.findByRole('heading', { name: 'This page is for managers and admins' })).toBeVisible()
  })

  it('are where the settings begin for somebody who manages no people', async () => {
    const { address } = open(['category:manage'], '/settings')
    await screen.findByText('12 products')
    expect(address()).toBe('/settings/categories')
    expect(screen.queryByRole('link', { name: 'People' })).toBeNull()
  })
})

it('a new category is added from the form of a product, and chosen there', async () => {
  const { user } = open([], '/products/new')
  await user.type(await screen.findByLabelText('Name'), 'Rake')
  await user.click(screen.getByRole('button', { name: 'New category' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'New category' }))
  await user.type(dialog.getByLabelText('Name'), 'Garden')
  await user.click(dialog.getByRole('button', { name: 'Create' }))
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'New category' })).toBeNull())
  await waitFor(() => expect(screen.getByLabelText('Category')).toHaveDisplayValue('Garden'))
  expect(screen.getByLabelText('Name')).toHaveValue('Rake')
  expect(screen.queryByRole('alert')).toBeNull()
})
