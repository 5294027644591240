import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { Dialog } from '@/ui/Dialog'
import { DropPanel } from '@/ui/DropPanel'

vi.mock('uplot', () => import('@/testing/fakeUplot'))

interface Layer {
  open: (user: UserEvent) => Promise<void>
  isOpen: () => boolean
}

const products = ['Anvil', 'Bolt', 'Chain'].map((name, index) => makeProduct({ id: index + 1, name }))
const button = (name: string | RegExp) => screen.getByRole('button', { name })

const selection: Layer = {
  open: (user) => user.click(screen.getByRole('checkbox', { name: 'Select Bolt' })),
  isOpen: () => screen.queryByRole('toolbar', { name: 'Selected products' }) !== null,
}
const drawer: Layer = {
  open: async (user) => {
    await user.click(screen.getByRole('link', { name: 'Anvil' }))
    await screen.findByRole('heading', { name: 'History' })
  },
  isOpen: () => screen.queryByRole('dialog', { name: 'Anvil' }) !== null,
}

/** A layer that shows something of its own, opened by a press. */
function shown(press: (user: UserEvent) => Promise<void>, find: () => HTMLElement | null): Layer {
  const open = async (user: UserEvent) => {
    await press(user)
    await waitFor(() => expect(find()).toBeVisible())
  }
  return { open, isOpen: () => find() !== null }
}

const columns = shown(
  (user) => user.click(button('Columns')),
  () => screen.queryByRole('checkbox', { name: 'Barcode' }),
)
const columnTicked = shown(
  async (user) => {
    await user.click(button('Columns'))
    await user.click(await screen.findByRole('checkbox', { name: 'Barcode' }))
  },
  () => screen.queryByRole('checkbox', { name: 'Barcode' }),
)
const price = shown(
  async (user) => {
    await user.click(button('Filter'))
    const filters = within(await screen.findByRole('group', { name: 'Filters' }))
    await user.click(filters.getByRole('button', { name: 'Price' }))
    await user.click(await screen.findByLabelText('From'))
  },
  () => screen.queryByLabelText('From'),
)
const account = shown(
  async (user) => {
    await user.click(button(/^Account of/))
    // Somewhere in it that takes no focus.
    ;(document.activeElement as HTMLElement).blur()
  },
  () => screen.queryByRole('link', { name: 'Sign out' }),
)
const stockEditor = shown(
  (user) => user.click(screen.getByRole('button', { name: /on hand, change Chain/ })),
  () => screen.queryByRole('dialog', { name: /Chain/ }),
)
const palette = shown(
  (user) => user.keyboard('{Control>}k{/Control}'),
  () => screen.queryByRole('dialog', { name: 'Command palette' }),
)
const priceEditor = shown(
  (user) => user.click(screen.getByRole('button', { name: /change the price of Chain/ })),
  () => screen.queryByRole('dialog', { name: /Chain/ }),
)
const bulkDialog = shown(
  (user) => user.click(screen.getByRole('button', { name: 'Adjust' })),
  () => screen.queryByLabelText('How many each'),
)
const productMenu = shown(
  (user) => user.click(button('More actions')),
  () => screen.queryByRole('menu'),
)

async function start() {
  server.use(...fakeApi(products).handlers)
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  await screen.findByRole('checkbox', { name: 'Select Bolt' })
  return view
}

// Fetched on demand: more than a test should wait for.
beforeAll(() => import('@/pages/drawer/ProductDrawer'), 60_000)
beforeEach(() => {
  signInForTest()
  Element.prototype.scrollIntoView = vi.fn()
})

it.each<[string, Layer, Layer]>([
  ['the columns, over a selection', columns, selection],
  ['the columns with a box just ticked, over a selection', columnTicked, selection],
  ['a filter whose field has the focus, over a selection', price, selection],
  ['the account, with the focus nowhere, over a selection', account, selection],
  ['the stock editor, over a selection', stockEditor, selection],
  ['the price editor, over a selection', priceEditor, selection],
  ['a bulk change, over its selection', bulkDialog, selection],
  ['the palette, over a selection', palette, selection],
  ['the drawer, over a selection', drawer, selection],
  ['a selection that was begun beside the drawer', selection, drawer],
  ['the columns, beside the drawer', columns, drawer],
  ['the account, beside the drawer', account, drawer],
  ['the menu of the drawer', productMenu, drawer],
  ['the palette, over the drawer', palette, drawer],
])('one press closes one: %s', async (_what, upper, lower) => {
  const { user } = await start()
  await lower.open(user)
  await upper.open(user)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(upper.isOpen()).toBe(false))
  expect(lower.isOpen()).toBe(true)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(lower.isOpen()).toBe(false))
})

it('a press in the search field leaves a selection alone', async () => {
  const { user } = await start()
  await selection.open(user)
  await user.click(screen.getByRole('searchbox', { name: 'Search products' }))
  await user.keyboard('{Escape}')
  expect(selection.isOpen()).toBe(true)
})

it('the question before what was typed is lost is closed alone, and the drawer stays', async () => {
  const { user } = await start()
  await drawer.open(user)
  await user.click(await screen.findByRole('link', { name: 'Edit' }))
  await user.type(await screen.findByLabelText('Name'), '!')
  await user.keyboard('{Escape}')
  await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(screen.getByLabelText('Name')).toHaveValue('Anvil!')
})

it('a panel inside a dialog closes alone', async () => {
  const user = userEvent.setup()
  const onClose = vi.fn()
  render(
    <Dialog title="Around" onClose={onClose}>
      <DropPanel label="Open" buttonClassName="">
        <input aria-label="Inside" />
      </DropPanel>
    </Dialog>,
  )
  await user.click(button('Open'))
  await user.click(screen.getByLabelText('Inside'))
  await user.keyboard('{Escape}')
  expect(screen.queryByLabelText('Inside')).toBeNull()
  expect(button('Open')).toHaveFocus()
  expect(onClose).not.toHaveBeenCalled()
  await user.keyboard('{Escape}')
  expect(onClose).toHaveBeenCalledOnce()
})

it('what an input method composes is ended, and nothing else', async () => {
  const onClose = vi.fn()
  render(
    <Dialog title="Around" onClose={onClose}>
      <input aria-label="Inside" />
    </Dialog>,
  )
  const field = within(screen.getByRole('dialog')).getByLabelText('Inside')
  fireEvent.keyDown(field, { key: 'Escape', isComposing: true })
  expect(onClose).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(onClose).toHaveBeenCalledOnce()
})
