import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { saveTokens } from '@/lib/auth/tokens'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { makePair, signInForTest } from '@/testing/session'

const names = ['Anvil', 'Bolt', 'Chain', 'Drill']
const products = names.map((name, index) =>
  makeProduct({ id: index + 1, name, sku: `SKU-${index + 1}`, quantity: index * 10 }),
)
const foreign = makeProduct({ id: 9, name: '=Rope', sku: 'SKU-9', owner: 'ben', created_by: 4 })

/** The dialog of an action, for these products. */
async function open(selected: string[], action: string, rights: string[] = []) {
  const fake = fakeApi([...products, foreign], { rights })
  server.use(...fake.handlers)
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  for (const name of selected) {
    await view.user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }))
  }
  const toolbar = within(await screen.findByRole('toolbar', { name: 'Selected products' }))
  await view.user.click(toolbar.getByRole('button', { name: action }))
  const dialog = await screen.findByRole(/Adjust|category/.test(action) ? 'dialog' : 'alertdialog')
  return { ...fake, ...view, dialog: within(dialog) }
}

const gone = () =>
  waitFor(() => {
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

beforeEach(() => void signInForTest())

describe('a bulk change', () => {
  it('adjusts by a number with a reason and a note, and is over with a line', async () => {
    const { user, dialog, bulk, rows } = await open(['Bolt', 'Chain'], 'Adjust')
    expect(screen.getByRole('dialog')).toHaveAccessibleName('Adjust the stock of 2 products')
    expect(dialog.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Bolt', 'Chain'])
    await user.click(dialog.getByRole('button', { name: 'Adjust' }))
    expect(dialog.getByLabelText('How many each')).toHaveAccessibleDescription(
      'Enter a whole number, 1 or more.',
    )
    await user.type(dialog.getByLabelText('How many each'), '5')
    await user.type(dialog.getByLabelText(/Note/), ' Delivery 7 ')
    await user.click(dialog.getByRole('button', { name: 'Add 5 to 2 products' }))
    await waitFor(() => expect(screen.getByText('2 products updated')).toBeVisible())
    await gone()
    expect(bulk.sent[0]?.body).toEqual({
      ids: [2, 3],
      action: 'adjust',
      delta: 5,
      reason: 'receive',
      note: 'Delivery 7',
    })
    expect(rows.get(3)?.quantity).toBe(25)
    expect(await screen.findByRole('button', { name: '25 on hand, change Chain' })).toBeVisible()
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('takes away by a number, with the reasons for that', async () => {
    const { user, dialog, bulk } = await open(['Drill'], 'Adjust')
    await user.click(dialog.getByRole('radio', { name: 'Remove' }))
    await user.click(dialog.getByRole('radio', { name: 'Damage' }))
    await user.type(dialog.getByLabelText('How many each'), '3')
    await user.click(dialog.getByRole('button', { name: 'Remove 3 from 1 product' }))
    await gone()
    expect(bulk.sent[0]?.body).toEqual({ ids: [4], action: 'adjust', delta: -3, reason: 'damage' })
  })

  it.each([
    ['2.5', 'Enter a whole number, without decimals.'],
    ['-5', 'Enter the number without a sign.'],
    ['1.000', /^This could mean 1000 or 1\./],
    ['0', 'Enter a whole number, 1 or more.'],
  ])('keeps the number as typed, and refuses what is none: %s', async (typed, problem) => {
    const { user, dialog, bulk } = await open(['Bolt'], 'Adjust')
    const field = dialog.getByLabelText('How many each')
    await user.type(field, typed)
    await user.click(dialog.getByRole('button', { name: /^(Adjust|Add)/ }))
    expect(field).toHaveValue(typed)
    expect(field).toHaveAccessibleDescription(problem)
    expect(bulk.sent).toEqual([])
  })

  it('asks once about a number beyond reason', async () => {
    const { user, dialog, bulk } = await open(['Bolt'], 'Adjust')
    const field = dialog.getByLabelText('How many each')
    await user.type(field, '96385074')
    await user.click(dialog.getByRole('button', { name: 'Add 96,385,074 to 1 product' }))
    expect(field).toHaveAccessibleDescription(/^That adds 96,385,074 to each product\. If that’s right/)
    expect(bulk.sent).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Add 96,385,074 to 1 product' }))
    await gone()
    expect(bulk.sent).toHaveLength(1)
  })

  it('sets the category', async () => {
    const { user, dialog, rows } = await open(['Anvil', 'Bolt'], 'Set category')
    await user.click(dialog.getByRole('button', { name: 'Set for 2 products' }))
    expect(dialog.getByLabelText('Category')).toHaveAccessibleDescription('Choose a category first.')
    await user.selectOptions(dialog.getByLabelText('Category'), 'Books')
    await user.click(dialog.getByRole('button', { name: 'Set for 2 products' }))
    await gone()
    expect(rows.get(1)?.category).toBe('books')
  })

  it('activates and deactivates', async () => {
    const { user, dialog, rows } = await open(['Anvil'], 'Deactivate')
    await user.click(dialog.getByRole('button', { name: 'Deactivate 1 product' }))
    await gone()
    expect(rows.get(1)?.is_active).toBe(false)
  })

  it('deletes when the button that names the number is pressed', async () => {
    const { user, dialog, rows } = await open(['Anvil', 'Drill'], 'Delete')
    await user.click(dialog.getByRole('button', { name: 'Delete 2 products' }))
    const toasts = within(await screen.findByRole('region', { name: /Notifications/ }))
    expect(await toasts.findByText('2 products deleted')).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Anvil' })).toBeNull())
    expect([...rows.keys()]).toEqual([2, 3, 9])
  })

  it('does nothing when it is given up, and keeps the selection and the focus', async () => {
    const { user, bulk } = await open(['Anvil'], 'Adjust')
    await user.keyboard('{Escape}')
    await gone()
    expect(bulk.sent).toEqual([])
    const button = screen.getByRole('button', { name: 'Adjust' })
    await waitFor(() => expect(button).toHaveFocus())
  })
})

describe('rows that are refused', () => {
  it('are told of before, and listed after, to copy or to download', async () => {
    const { user, dialog } = await open(['Anvil', 'Bolt', '=Rope'], 'Adjust')
    expect(dialog.getByText(/1 belongs to someone else/)).toBeVisible()
    await user.click(dialog.getByRole('radio', { name: 'Remove' }))
    await user.type(dialog.getByLabelText('How many each'), '4')
    await user.click(dialog.getByRole('button', { name: 'Remove 4 from 3 products' }))
    const list = within(await dialog.findByRole('region', { name: 'Skipped products' }))
    expect(list.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'NameReason',
      'AnvilSKU-1Only 0 on hand.',
      '=RopeSKU-9Only the owner may change it.',
    ])
    expect(dialog.getByText('Changed').nextSibling).toHaveTextContent('1')
    expect(dialog.getByText('Skipped', { selector: 'dt' }).nextSibling).toHaveTextContent('2')

    await user.click(dialog.getByRole('button', { name: 'Copy' }))
    const copied =
      "SKU\tName\tReason\nSKU-1\tAnvil\tOnly 0 on hand.\nSKU-9\t'=Rope\tOnly the owner may change it."
    expect(await navigator.clipboard.readText()).toBe(copied)
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    await user.click(dialog.getByRole('button', { name: 'Download CSV' }))
    expect(click).toHaveBeenCalled()
    await user.click(dialog.getByRole('button', { name: 'Close' }))
    await gone()
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('are not foretold to stock keepers who adjust, but when they change the product', async () => {
    const { dialog, user } = await open(['Anvil', '=Rope'], 'Adjust', ['stock:adjust_any'])
    expect(dialog.getByText('=Rope')).toBeVisible()
    expect(dialog.queryByText(/belongs to someone else/)).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    await gone()
    await user.click(screen.getByRole('button', { name: 'Set category' }))
    expect(await screen.findByText('1 belongs to someone else and will be skipped.')).toBeVisible()
  })

  it('are not begun with when they are all there is: it says whom to ask', async () => {
    const { dialog, user, bulk } = await open(['=Rope'], 'Deactivate')
    expect(screen.getByRole('alertdialog')).toHaveAccessibleDescription(
      /This product isn’t yours\. To change it, ask ben or root\.$/,
    )
    expect(dialog.queryByText(/skipped/)).toBeNull()
    const button = dialog.getByRole('button', { name: 'Deactivate 1 product' })
    expect(button).toBeDisabled()
    await user.click(button)
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    await gone()
    await user.click(screen.getByRole('button', { name: 'Adjust' }))
    const adjust = within(await screen.findByRole('alertdialog'))
    expect(adjust.getByRole('button', { name: 'Adjust' })).toBeDisabled()
    expect(adjust.queryByLabelText('How many each')).toBeNull()
    await user.click(adjust.getByRole('button', { name: 'Cancel' }))
    await gone()
    expect(bulk.sent).toEqual([])
    expect(screen.getByRole('checkbox', { name: 'Select =Rope' })).toBeChecked()
  })
})

describe('a run on its way', () => {
  async function begin(prepare: (bulk: ReturnType<typeof fakeApi>['bulk']) => void) {
    const view = await open(names, 'Adjust')
    prepare(view.bulk)
    await view.user.type(view.dialog.getByLabelText('How many each'), '1')
    await view.user.click(view.dialog.getByRole('button', { name: 'Add 1 to 4 products' }))
    return view
  }

  it('shows how far it is, and stops when told to; then it can go on', async () => {
    const { user, dialog, bulk, rows } = await begin((bulk) => bulk.holdAt(2))
    const bar = await dialog.findByRole('progressbar')
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '2'))
    expect(bar).toHaveAttribute('aria-valuetext', '2 of 4')
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    expect(await dialog.findByText(/^2 of 4 done and kept/)).toBeVisible()
    expect(screen.getByRole('dialog')).toHaveAccessibleName('Stopped')
    bulk.letGo()
    await user.click(dialog.getByRole('button', { name: 'Continue' }))
    await waitFor(() => expect(screen.getByText('4 products updated')).toBeVisible())
    expect(rows.get(1)?.quantity).toBe(1)
    expect(new Set(bulk.sent.map(({ key }) => key)).size).toBe(1)
  })

  it('can be tried again with the same key when the line breaks: nothing is done twice', async () => {
    const { user, dialog, bulk, rows } = await begin((bulk) => bulk.breakAt(3))
    expect(await dialog.findByText(/^3 of 4 done\. Try again/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.getByText('4 products updated')).toBeVisible())
    expect([...rows.values()].map(({ quantity }) => quantity)).toEqual([1, 11, 21, 31, 42])
    const [first, second] = bulk.sent
    expect(second).toEqual(first)
    expect(first?.key).toMatch(/^[0-9a-f]{32}$/)
  })

  it('tells what the server said when it had to stop', async () => {
    const lines = [
      '{"type":"start","total":4}',
      '{"type":"failed","detail":"The database is busy. 2 of 4 products were done by then.","done":2}',
    ]
    const { dialog } = await begin(() =>
      server.use(http.post('*/products/bulk/', () => new HttpResponse(`${lines.join('\n')}\n`))),
    )
    expect(await dialog.findByText(/^The database is busy. 2 of 4 products were done/)).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('says that nothing was changed when it is refused as a whole, and keeps the selection', async () => {
    const answer = { ids: ['At most 10,000 at once.'] }
    const { user, dialog } = await begin(() =>
      server.use(http.post('*/products/bulk/', () => HttpResponse.json(answer, { status: 400 }))),
    )
    expect(await dialog.findByText('At most 10,000 at once.')).toBeVisible()
    expect(screen.getByRole('dialog')).toHaveAccessibleName('Nothing was changed')
    await user.click(dialog.getByRole('button', { name: 'Close' }))
    await gone()
    expect(screen.getByRole('checkbox', { name: 'Select Anvil' })).toBeChecked()
  })

  it('renews a token that is refused', async () => {
    const { user, dialog, bulk } = await open(['Anvil'], 'Deactivate')
    saveTokens(makePair())
    server.use(
      http.post('*/products/bulk/', () => HttpResponse.json({ detail: 'No.' }, { status: 401 }), {
        once: true,
      }),
    )
    await user.click(dialog.getByRole('button', { name: 'Deactivate 1 product' }))
    await gone()
    expect(bulk.sent).toHaveLength(1)
  })
})

describe('undo', () => {
  const quantities = (rows: Map<number, { quantity: number }>) =>
    [...rows.values()].map(({ quantity }) => quantity)
  const toasts = async () => within(await screen.findByRole('region', { name: /Notifications/ }))

  async function add(selected: string[], amount: string) {
    const view = await open(selected, 'Adjust')
    await view.user.type(view.dialog.getByLabelText('How many each'), amount)
    await view.user.click(view.dialog.getByRole('button', { name: /^Add/ }))
    return view
  }

  it('is offered when it is done, and takes it back, on whichever page', async () => {
    const { user, bulk, rows } = await add(names, '5')
    expect(await (await toasts()).findByText('4 products updated')).toBeVisible()
    await gone()
    expect(quantities(rows)).toEqual([5, 15, 25, 35, 42])
    await user.click(screen.getByRole('link', { name: 'Reorder' }))
    await screen.findByRole('heading', { name: 'Reorder' })
    await user.click((await toasts()).getByRole('button', { name: 'Undo' }))
    expect(await (await toasts()).findByText('Undid changes to 4 products')).toBeVisible()
    await gone()
    expect(quantities(rows)).toEqual([0, 10, 20, 30, 42])
    expect(bulk.sent[1]?.body).toEqual({ action: 'undo', run: bulk.sent[0]?.key })
    expect(bulk.sent[1]?.key).not.toBe(bulk.sent[0]?.key)
    expect((await toasts()).queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('lists what could not be put back', async () => {
    const { user, rows, push } = await add(['Anvil', 'Bolt'], '5')
    await (await toasts()).findByText('2 products updated')
    await gone()
    const anvil = rows.get(1)
    if (anvil) push('update', { ...anvil, quantity: 3, version: anvil.version + 1 }, { actor: 'ben' })
    await user.click((await toasts()).getByRole('button', { name: 'Undo' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(await dialog.findByText(/^1 undone, 1 skipped/)).toBeVisible()
    expect(dialog.getByText('Undone', { selector: 'dt' }).nextSibling).toHaveTextContent('1')
    const list = within(dialog.getByRole('region', { name: 'Skipped products' }))
    expect(list.getAllByRole('row').at(-1)).toHaveTextContent('AnvilSKU-1Only 3 on hand.')
    expect(dialog.queryByRole('button', { name: 'Undo' })).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Close' }))
    await gone()
    expect(quantities(rows).slice(0, 2)).toEqual([3, 10])
  })

  it('is offered beside what was refused, and where a run was stopped', async () => {
    const { user, dialog, bulk, rows } = await open([...names, '=Rope'], 'Adjust')
    bulk.holdAt(3)
    await user.type(dialog.getByLabelText('How many each'), '5')
    await user.click(dialog.getByRole('button', { name: /^Add 5/ }))
    const bar = await dialog.findByRole('progressbar')
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '3'))
    expect(dialog.queryByRole('button', { name: 'Undo' })).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    bulk.letGo()
    await user.click(await dialog.findByRole('button', { name: 'Continue' }))
    await dialog.findByRole('region', { name: 'Skipped products' })
    expect(quantities(rows)).toEqual([5, 15, 25, 35, 42])
    await user.click(dialog.getByRole('button', { name: 'Undo' }))
    await gone()
    expect(quantities(rows)).toEqual([0, 10, 20, 30, 42])
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('is offered where a run broke off before it had said anything, and once it has been refused', async () => {
    const { user, dialog, bulk, rows } = await open(names, 'Adjust')
    bulk.breakAt(0)
    await user.type(dialog.getByLabelText('How many each'), '5')
    await user.click(dialog.getByRole('button', { name: /^Add 5/ }))
    await dialog.findByText(/^0 of 4 done\. Try again/)
    server.use(
      http.post('*/products/bulk/', () => HttpResponse.json({ detail: 'Too many.' }, { status: 409 }), {
        once: true,
      }),
    )
    await user.click(dialog.getByRole('button', { name: 'Try again' }))
    expect(await dialog.findByText('Too many.')).toBeVisible()
    expect(screen.getByRole('dialog')).toHaveAccessibleName('The server stopped')
    bulk.holdAt(2)
    await user.click(dialog.getByRole('button', { name: 'Try again' }))
    const bar = await dialog.findByRole('progressbar')
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '2'))
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    const undo = await dialog.findByRole('button', { name: 'Undo' })
    bulk.letGo()
    await user.click(undo)
    await gone()
    expect(quantities(rows).slice(0, 2)).toEqual([0, 10])
  })

  it('says how far it came when it is stopped, and can go on', async () => {
    const { user, bulk, rows } = await add(names, '5')
    await (await toasts()).findByText('4 products updated')
    await gone()
    bulk.holdAt(1)
    await user.click((await toasts()).getByRole('button', { name: 'Undo' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Undoing' }))
    const bar = await dialog.findByRole('progressbar')
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '1'))
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    expect(await dialog.findByText(/^1 of 4 undone. The rest are still changed/)).toBeVisible()
    expect(dialog.queryByRole('button', { name: 'Undo' })).toBeNull()
    bulk.letGo()
    await user.click(dialog.getByRole('button', { name: 'Continue' }))
    expect(await (await toasts()).findByText('Undid changes to 4 products')).toBeVisible()
    await gone()
    expect(quantities(rows)).toEqual([0, 10, 20, 30, 42])
  })

  it('is not offered for what was deleted', async () => {
    const { user, dialog } = await open(['Anvil'], 'Delete')
    await user.click(dialog.getByRole('button', { name: 'Delete 1 product' }))
    expect(await (await toasts()).findByText('1 product deleted')).toBeVisible()
    expect((await toasts()).queryByRole('button', { name: 'Undo' })).toBeNull()
  })
})

describe('all that match', () => {
  it('are changed by their filter, after their number is typed to delete them', async () => {
    const fake = fakeApi(products)
    server.use(fake.manyMore(1234), ...fake.handlers)
    const { user } = renderApp('/?category=books&price_max=9&sort=name')
    await screen.findByText('Live', { selector: 'button *' })
    await user.click(await screen.findByRole('checkbox', { name: 'Select all loaded products' }))
    const toolbar = within(await screen.findByRole('toolbar', { name: 'Selected products' }))
    await user.click(toolbar.getByRole('button', { name: 'Select all 1,234 matches' }))
    await user.click(toolbar.getByRole('button', { name: 'Delete' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete 1,234 products?' }))
    expect(dialog.getByText(/Others will be skipped/)).toBeVisible()
    const confirm = dialog.getByRole('button', { name: 'Delete 1,234 products' })
    await user.click(confirm)
    expect(dialog.getByLabelText('Type 1,234 to confirm')).toHaveAccessibleDescription('That’s not 1,234.')
    await user.type(dialog.getByLabelText('Type 1,234 to confirm'), '1234')
    await user.click(confirm)
    await gone()
    expect(fake.bulk.sent[0]?.body).toEqual({
      filter: { category: ['books'], price_max: '9' },
      action: 'delete',
    })
  })
})
