import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

function open(path: string, prepare?: (saved: ReturnType<typeof fakeApi>['saved']) => void) {
  const fake = fakeApi([makeProduct()])
  prepare?.(fake.saved)
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

/** The tabs have their numbers, which are told elsewhere. */
const tab = async (name: string) =>
  within(await screen.findByRole('navigation', { name: 'Views' })).findByRole('link', {
    name: new RegExp(`^${name}( \\d+)?$`),
  })
const tabs = () =>
  within(screen.getByRole('navigation', { name: 'Views' }))
    .getAllByRole('link')
    .map((link) => link.textContent?.replace(/ \d+$/, ''))

async function menu(user: ReturnType<typeof renderApp>['user'], view: string, item: string) {
  await user.click(await screen.findByRole('button', { name: `Options of ${view}` }))
  await user.click(await screen.findByRole('menuitem', { name: item }))
}

beforeEach(() => void signInForTest())

describe('the views of the list', () => {
  it('are all, what is low, and the saved ones of this list in their order', async () => {
    const { user, address } = open('/?product=1', (saved) => {
      saved.save({ name: 'Dear', slug: 'dear', query: 'price_min=100&sort=-price' })
      saved.save({ name: 'Mine only', scope: 'mine' })
    })
    await tab('Dear')
    expect(tabs()).toEqual(['All', 'Low', 'Out', 'Dear'])
    expect(await tab('All')).toHaveAttribute('aria-current', 'page')
    await user.click(await tab('Low'))
    expect(address()).toBe('/?product=1&status=low')
    await waitFor(async () => expect(await tab('Low')).toHaveAttribute('aria-current', 'page'))
    await user.click(await tab('Dear'))
    expect(address()).toBe('/?product=1&price_min=100&sort=-price&view=dear')
    await waitFor(async () => expect(await tab('Dear')).toHaveAttribute('aria-current', 'page'))
    expect(screen.queryByRole('button', { name: 'Save view' })).toBeNull()
  })

  it('follow their category into the one that took its place', async () => {
    const { saved, tellChanged } = open('/', ({ save }) => {
      save({ name: 'Cables', slug: 'cables', query: 'category=electronics' })
    })
    expect(await tab('Cables')).toHaveAttribute('href', '/?category=electronics&view=cables')
    await screen.findByText('Live', { selector: 'button *' })
    for (const view of saved.views) view.query = 'category=books'
    tellChanged('categories')
    await waitFor(async () =>
      expect(await tab('Cables')).toHaveAttribute('href', '/?category=books&view=cables'),
    )
  })

  it('stand in the sidebar, on every page, and lead to their list', async () => {
    const { user, address } = open('/reorder', (saved) => {
      saved.save({ name: 'Dear', slug: 'dear', query: 'price_min=100' })
      saved.save({ name: 'Mine only', slug: 'mine', scope: 'mine' })
    })
    const sidebar = within(await screen.findByRole('navigation', { name: 'Saved views' }))
    await user.click(sidebar.getByRole('link', { name: 'Mine only' }))
    await waitFor(() => expect(address()).toBe('/my-products?view=mine'))
    await user.click(sidebar.getByRole('link', { name: 'Dear' }))
    await waitFor(() => expect(address()).toBe('/?price_min=100&view=dear'))
    const dear = sidebar.getByRole('link', { name: 'Dear' })
    await waitFor(() => expect(dear).toHaveAttribute('aria-current', 'page'))
    expect(sidebar.getByRole('link', { name: 'Mine only' })).not.toHaveAttribute('aria-current')
  })

  it('are saved under a name when the filters are others', async () => {
    const { user, address, saved } = open('/?status=out&sort=name')
    await user.click(await screen.findByRole('button', { name: 'Save view' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Save this view' }))
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    expect(dialog.getByLabelText('Name')).toHaveAccessibleDescription('Enter a name.')
    await user.type(dialog.getByLabelText('Name'), 'To buy')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(async () => expect(await tab('To buy')).toHaveAttribute('aria-current', 'page'))
    expect(saved.sent[0]?.body).toEqual({ name: 'To buy', query: 'status=out&sort=name', scope: 'all' })
    expect(address()).toBe('/?status=out&sort=name&view=view-1')
    // The button that opened the dialog has nothing left to save.
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save view' })).toBeNull())
    await waitFor(() => expect(screen.getByRole('navigation', { name: 'Views' })).toHaveFocus())
  })

  it('keep the dialog open when the name is taken', async () => {
    const { user } = open('/?status=inactive', (saved) => saved.save({ name: 'Dear' }))
    await user.click(await screen.findByRole('button', { name: 'Save view' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText('Name'), 'Dear')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    const problem = 'You already have a view with this name.'
    await waitFor(() => expect(dialog.getByLabelText('Name')).toHaveAccessibleDescription(problem))
  })
})

describe('one’s own view', () => {
  const two = (saved: ReturnType<typeof fakeApi>['saved']) => {
    saved.save({ name: 'Dear', slug: 'dear', query: 'price_min=100' })
    saved.save({ name: 'Cheap', slug: 'cheap', query: 'price_max=5' })
  }

  it('is updated to the present filters', async () => {
    const { user, saved } = open('/?price_min=200&view=dear', two)
    await menu(user, 'Dear', 'Update view')
    expect(await screen.findByText('View Dear updated')).toBeVisible()
    expect(saved.sent).toEqual([{ method: 'PATCH', slug: 'dear', body: { query: 'price_min=200' } }])
  })

  it('is renamed', async () => {
    const { user } = open('/?price_min=100&view=dear', two)
    await menu(user, 'Dear', 'Rename')
    const dialog = within(await screen.findByRole('dialog', { name: 'Rename Dear' }))
    await user.clear(dialog.getByLabelText('Name'))
    await user.type(dialog.getByLabelText('Name'), 'Precious')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    expect(await tab('Precious')).toBeVisible()
  })

  it('is moved', async () => {
    const { user, saved } = open('/?price_min=100&view=dear', two)
    await menu(user, 'Dear', 'Move right')
    await waitFor(() => expect(tabs()).toEqual(['All', 'Low', 'Out', 'Cheap', 'Dear']))
    expect(saved.sent[0]?.body).toEqual({ position: 1 })
  })

  it('is deleted after a question, and the list stands without it', async () => {
    const { user, address } = open('/?price_min=100&view=dear', two)
    await menu(user, 'Dear', 'Delete')
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete the view Dear?' }))
    await user.click(dialog.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(tabs()).toEqual(['All', 'Low', 'Out', 'Cheap']))
    expect(address()).toBe('/')
  })

  it('says so when it could not be changed', async () => {
    const { user, url } = open('/?price_min=100&view=dear', two)
    await screen.findByRole('button', { name: 'Options of Dear' })
    server.use(http.patch(url('views/dear/'), () => HttpResponse.error()))
    await menu(user, 'Dear', 'Move right')
    expect(await screen.findByText('Couldn’t change the view')).toBeVisible()
  })

  it('is passed on by a link', async () => {
    const { user } = open('/?price_min=100&view=dear', two)
    await menu(user, 'Dear', 'Copy link')
    expect(await screen.findByText('Link copied')).toBeVisible()
    expect(await navigator.clipboard.readText()).toBe(`${window.location.origin}/views/dear`)
  })
})

describe('the link of a view', () => {
  const bens = (saved: ReturnType<typeof fakeApi>['saved']) =>
    saved.save({ slug: 'b3n', name: 'Counting', query: 'category=books', owner: 'ben', is_own: false })

  it('shows the list, says whose view it is, and saves it as one’s own', async () => {
    const { user, address, saved } = open('/views/b3n', bens)
    expect(await tab('ben’s view: Counting')).toHaveAttribute('aria-current', 'page')
    expect(address()).toBe('/?category=books&view=b3n')
    await user.click(screen.getByRole('button', { name: 'Save as mine' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByLabelText('Name')).toHaveValue('Counting')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(tabs()).toEqual(['All', 'Low', 'Out', 'Counting']))
    expect(saved.sent[0]?.body).toEqual({ name: 'Counting', query: 'category=books', scope: 'all' })
  })

  it('leads to my products when the view is of them', async () => {
    const { address } = open('/views/own', (saved) => saved.save({ slug: 'own', scope: 'mine', query: '' }))
    await waitFor(() => expect(address()).toBe('/my-products?view=own'))
  })

  it('says when the view is gone', async () => {
    open('/views/nothing')
    expect(await screen.findByRole('alert')).toHaveTextContent('This view no longer exists')
    expect(screen.getByRole('link', { name: 'Go to the inventory' })).toHaveAttribute('href', '/')
  })

  it('says when it could not be opened, and tries again', async () => {
    const { user, address, url } = open('/', bens)
    await screen.findByRole('link', { name: 'USB-C cable' })
    let isRefused = true
    const refuse = () =>
      isRefused ? HttpResponse.json({ detail: 'Slow down.' }, { status: 429 }) : undefined
    server.use(http.get(url('views/b3n/'), refuse))
    const { router } = renderApp('/views/b3n')
    expect(await screen.findByText('Couldn’t open the view')).toBeVisible()
    isRefused = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(router.state.location.search).toBe('?category=books&view=b3n'))
    expect(address()).toBe('/')
  })
})
