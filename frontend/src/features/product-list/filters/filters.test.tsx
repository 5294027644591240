import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const cable = makeProduct()
const adapter = makeProduct({ id: 2, name: 'HDMI adapter', sku: 'HDMI-1', owner: 'ben', created_by: 4 })

function open(path: string) {
  const fake = fakeApi([cable, adapter])
  server.use(...fake.handlers)
  const view = renderApp(path)
  const lastList = () => fake.requests.filter(({ path }) => /\/(my_)?products\/$/.test(path)).at(-1)?.query
  return { ...fake, ...view, lastList }
}

/** The filters are behind one button; under each name stand its choices. */
async function filter(user: ReturnType<typeof renderApp>['user'], name: string) {
  await user.click(await screen.findByRole('button', { name: 'Filter' }))
  const button = within(await screen.findByRole('group', { name: 'Filters' })).getByRole('button', { name })
  await user.click(button)
  return button
}

beforeEach(() => void signInForTest())

describe('the filters on a desk', () => {
  it('limit the price from below and from above', async () => {
    const { user, address, lastList } = open('/')
    await filter(user, 'Price')
    await user.type(await screen.findByLabelText('From'), '4,5{Enter}')
    expect(address()).toBe('/?price_min=4.5')
    await user.type(screen.getByLabelText('To'), '20')
    await waitFor(() => expect(address()).toBe('/?price_min=4.5&price_max=20'))
    await waitFor(() => expect(lastList()?.get('price_max')).toBe('20'))
    expect(lastList()?.get('price_min')).toBe('4.5')
    expect(screen.getByRole('button', { name: 'Price 2' })).toBeVisible()
  })

  it('keep what is no price as typed, say so, and change nothing', async () => {
    const { user, address } = open('/')
    await filter(user, 'Price')
    const from = await screen.findByLabelText('From')
    await user.click(from)
    await user.paste('cheap')
    await user.keyboard('{Enter}')
    expect(from).toHaveAccessibleDescription('Enter a price such as 4.50.')
    expect(address()).toBe('/')
    await user.clear(from)
    await user.type(from, '9{Enter}')
    await user.type(screen.getByLabelText('To'), '3{Enter}')
    expect(screen.getByLabelText('To')).toHaveAccessibleDescription('This is below the minimum price.')
  })

  it('reads prices as people write them, and says what is wrong with others', async () => {
    const { user, address } = open('/')
    await filter(user, 'Price')
    const from = await screen.findByLabelText('From')
    await user.click(from)
    await user.paste('€1,234.50')
    await user.keyboard('{Enter}')
    expect(address()).toBe('/?price_min=1234.5')
    for (const [typed, problem] of [
      ['-5', 'Enter the number without a sign.'],
      ['1e3', 'Enter all the digits.'],
      ['1.2345', 'Use at most two decimals.'],
    ] as const) {
      await user.clear(from)
      await user.type(from, typed)
      expect(from).toHaveAccessibleDescription(problem)
      expect(from).toHaveValue(typed)
    }
  })

  it('take what was typed when their panel is closed', async () => {
    const { user, address } = open('/')
    await filter(user, 'Price')
    await user.type(await screen.findByLabelText('From'), '7')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(address()).toBe('/?price_min=7'))
  })

  it('show the products of one owner', async () => {
    const { user, address, lastList } = open('/')
    await filter(user, 'Owner')
    await user.type(await screen.findByLabelText('Owner’s name'), 'ben{Enter}')
    await waitFor(() => expect(lastList()?.get('owner')).toBe('ben'))
    await user.click(await screen.findByRole('button', { name: 'Me' }))
    expect(address()).toBe('/?owner=ana')
  })

  it('count what is on hand, in whole numbers', async () => {
    const { user, address, lastList } = open('/')
    await filter(user, 'On hand')
    await user.type(await screen.findByLabelText('At least'), '2.5{Enter}')
    expect(screen.getByLabelText('At least')).toHaveAccessibleDescription(
      'Enter a whole number, without decimals.',
    )
    await user.clear(screen.getByLabelText('At least'))
    await user.type(screen.getByLabelText('At least'), '2{Enter}')
    await user.type(screen.getByLabelText('At most'), '1{Enter}')
    expect(screen.getByLabelText('At most')).toHaveAccessibleDescription('This is below the minimum.')
    await user.clear(screen.getByLabelText('At most'))
    await user.type(screen.getByLabelText('At most'), '90{Enter}')
    expect(address()).toBe('/?quantity_min=2&quantity_max=90')
    await waitFor(() => expect(lastList()?.get('quantity_max')).toBe('90'))
    expect(await screen.findByRole('button', { name: 'Remove filter 2 or more on hand' })).toBeVisible()
  })

  it('have no owner among my products', async () => {
    const { user } = open('/my-products')
    await filter(user, 'Price')
    expect(screen.queryByRole('button', { name: 'Owner' })).toBeNull()
  })

  it('stand as chips that can be taken away one by one', async () => {
    const { user, address } = open(
      '/?search=c&category=books&category=home&status=low&price_min=5&price_max=9.50&owner=ben',
    )
    const chips = await screen.findByRole('list', { name: 'Active filters' })
    await within(chips).findByRole('button', { name: 'Remove filter Category: Books' })
    const names = within(chips)
      .getAllByRole('button')
      .map((chip) => chip.textContent)
    expect(names).toEqual(['Category: Books', 'Category: home', 'From €5.00', 'Up to €9.50', 'Owner: ben'])
    await user.click(within(chips).getByRole('button', { name: 'Remove filter Category: Books' }))
    await user.click(within(chips).getByRole('button', { name: 'Remove filter From €5.00' }))
    expect(address()).toBe('/?search=c&category=home&status=low&price_max=9.5&owner=ben')
  })

  it('leave alone what else the address says', async () => {
    const { user, address } = open('/?product=2&edit=1&sort=price')
    await filter(user, 'Status')
    await user.click(await screen.findByRole('radio', { name: 'Inactive' }))
    expect(address()).toBe('/?product=2&edit=1&status=inactive&sort=price')
    expect(await screen.findByRole('button', { name: 'Remove filter Status: Inactive' })).toBeVisible()
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(address()).toBe('/?product=2&edit=1&sort=price')
  })
})

it('drops what makes no sense in the address, and shows the list', async () => {
  const { lastList } = open(
    '/?price_min=-3&price_max=1e9&owner=a%20b&status=toString&sort=colour&category=%3Cb%3E&search=%20',
  )
  await screen.findByRole('link', { name: 'USB-C cable' })
  expect([...(lastList()?.keys() ?? [])]).toEqual(['limit'])
  expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull()
})

it('has all filters in a sheet on a phone', async () => {
  setViewport('phone')
  const { user, address } = open('/')
  await user.click(await screen.findByRole('button', { name: 'Filters' }))
  const sheet = within(await screen.findByRole('dialog', { name: 'Filters' }))
  await user.click(sheet.getByRole('radio', { name: 'Low' }))
  await user.click(sheet.getByRole('radio', { name: 'Lowest price first' }))
  await user.type(sheet.getByLabelText('From'), '3{Enter}')
  await user.type(sheet.getByLabelText('Owner’s name'), 'ben{Enter}')
  expect(address()).toBe('/?status=low&price_min=3&owner=ben&sort=price')
  await user.click(sheet.getByRole('button', { name: 'Remove filter Owner: ben' }))
  await user.click(sheet.getByRole('button', { name: 'Clear filters' }))
  expect(address()).toBe('/?sort=price')
  await user.click(await sheet.findByRole('button', { name: 'Show 2 products' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('keeps the owner that is typed when the next filter is pressed, which takes the focus in the same moment', async () => {
  setViewport('phone')
  const { user, address } = open('/')
  await user.click(await screen.findByRole('button', { name: 'Filters' }))
  const sheet = within(await screen.findByRole('dialog', { name: 'Filters' }))
  const owner = await sheet.findByLabelText('Owner’s name')
  await user.type(owner, 'ben')
  act(() => {
    fireEvent.blur(owner)
    fireEvent.click(sheet.getByRole('radio', { name: 'Low' }))
  })
  expect(address()).toBe('/?status=low&owner=ben')
  // What came by another way is built on as well.
  await user.click(sheet.getByRole('button', { name: 'Clear filters' }))
  await user.click(sheet.getByRole('radio', { name: 'Out' }))
  expect(address()).toBe('/?status=out')
})

it('has the way to the past, and the exports, in the menu of the list on a phone', async () => {
  setViewport('phone')
  const { user } = open('/')
  await user.click(await screen.findByRole('button', { name: 'List options' }))
  const menu = within(await screen.findByRole('dialog', { name: 'List options' }))
  expect(menu.getByRole('button', { name: /^Excel/ })).toBeVisible()
  await user.click(menu.getByRole('button', { name: /^As of…/ }))
  expect(await screen.findByLabelText('Date and time')).toBeVisible()
  expect(screen.queryByRole('dialog', { name: 'List options' })).toBeNull()
})
