import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { SECRET } from '@/testing/fakeTokens'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const products = ['Anvil', 'Bolt', 'Chain'].map((name, at) =>
  makeProduct({ id: at + 1, name, sku: `SKU-${at + 1}` }),
)

const turn = (to: 'phone' | 'desk') => act(() => setViewport(to))

beforeEach(() => void signInForTest())

function open(path: string, rights: string[] = [], prepare?: (fake: ReturnType<typeof fakeApi>) => void) {
  const fake = fakeApi(products, { rights })
  prepare?.(fake)
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

describe('when a phone is turned', () => {
  it('what is typed stays, and a token that is shown once', async () => {
    setViewport('phone')
    const { user } = open('/account')
    await user.type(await screen.findByLabelText('Username'), '2')
    await user.click(await screen.findByRole('button', { name: 'New token' }))
    await user.type(await screen.findByLabelText('Name'), 'Label printer')
    await user.click(screen.getByRole('button', { name: 'Create token' }))
    const made = within(await screen.findByRole('dialog', { name: 'Your new token' }))
    turn('desk')
    expect(made.getByLabelText('Token')).toBeVisible()
    expect(made.getByLabelText('Token')).toHaveValue(SECRET)
    turn('phone')
    await user.click(made.getByRole('button', { name: 'Done' }))
    expect(screen.getByLabelText('Username')).toHaveValue('ana2')
  })

  it('a link for a new password stays, which is shown once', async () => {
    setViewport('phone')
    const { user } = open('/settings/people', ['people:manage'])
    await user.click(await screen.findByRole('button', { name: 'More actions for ben' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Reset link' }))
    await user.click(await screen.findByRole('button', { name: 'Create link' }))
    const link = await screen.findByLabelText('Link')
    turn('desk')
    expect(link).toBeVisible()
    expect(link).toHaveValue('http://localhost/reset#secret-2')
  })

  it('the note of a revert stays, also when somebody else is quicker', async () => {
    const { user, stock } = open('/movements', ['stock:adjust_any'], ({ stock }) => stock.move(1, -1))
    await user.click(await screen.findByRole('button', { name: 'Revert −1 of Anvil' }))
    const note = await screen.findByLabelText(/^Note/)
    await user.type(note, 'Counted twice')
    turn('phone')
    expect(note).toBeVisible()
    expect(note).toHaveValue('Counted twice')
    for (const movement of stock.movements) movement.reverted_by = 99
    await user.click(screen.getByRole('button', { name: 'Revert' }))
    expect(await screen.findByText(/Nothing was changed/)).toBeVisible()
  })

  it('the name of a view stays', async () => {
    setViewport('phone')
    const { user } = open('/?category=books')
    await user.click(await screen.findByRole('button', { name: 'Save view' }))
    const name = await screen.findByLabelText('Name')
    await user.type(name, 'All books')
    turn('desk')
    expect(name).toBeVisible()
    expect(name).toHaveValue('All books')
  })

  it.each([
    ['phone', 'desk'],
    ['desk', 'phone'],
  ] as const)('a number typed for the stock stays, from a %s to a %s', async (from, to) => {
    setViewport(from)
    const { user } = open('/')
    await user.click(await screen.findByRole('button', { name: /on hand, change Anvil/ }))
    const number = await screen.findByRole('textbox', { name: 'Number on hand' })
    await user.clear(number)
    await user.type(number, '17')
    turn(to)
    await user.type(number, '5')
    expect(number).toBeVisible()
    expect(number).toHaveValue('175')
  })
})

describe('a bulk change on its way', () => {
  async function begin() {
    const view = open('/')
    view.bulk.holdAt(1)
    for (const { name } of products) {
      await view.user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }))
    }
    await view.user.click(await screen.findByRole('button', { name: 'Deactivate' }))
    await view.user.click(await screen.findByRole('button', { name: 'Deactivate 3 products' }))
    const bar = await screen.findByRole('progressbar')
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '1'))
    return view
  }

  async function isDone({ bulk, rows }: Awaited<ReturnType<typeof begin>>) {
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '1')
    bulk.letGo()
    await screen.findByText('3 products updated')
    expect([...rows.values()].map(({ is_active }) => is_active)).toEqual([false, false, false])
    expect(bulk.sent).toHaveLength(1)
  }

  it('goes on when the width changes, and keeps what is selected', async () => {
    const view = await begin()
    turn('phone')
    expect(screen.getByText('3 selected', { selector: '[role=toolbar] *' })).toBeInTheDocument()
    await isDone(view)
  })

  it('goes on when its page is left, and can be undone there', async () => {
    const view = await begin()
    await act(() => view.router.navigate('/reorder'))
    await isDone(view)
    await view.user.click(screen.getByRole('button', { name: 'Undo' }))
    await screen.findByText('Undid changes to 3 products')
  })

  it('is given up with the page while it is only asked about', async () => {
    const view = open('/')
    await view.user.click(await screen.findByRole('checkbox', { name: 'Select Anvil' }))
    await view.user.click(await screen.findByRole('button', { name: 'Deactivate' }))
    await screen.findByRole('alertdialog')
    await act(() => view.router.navigate('/reorder'))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(view.bulk.sent).toEqual([])
  })
})
