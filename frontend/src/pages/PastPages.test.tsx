import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

beforeEach(() => void signInForTest())

const AT = '2026-11-20T10:00:00Z'
const THEN = makeProduct({ id: 7, name: 'Old Mug', quantity: 3, version: 0 })

/** The API of now, and what it says of AT; `asked` has the parameters of each request for then. */
function open(path: string, answer?: () => Response) {
  const fake = fakeApi([makeProduct({ id: 7, name: 'New Mug', quantity: 9 })])
  const asked: URLSearchParams[] = []
  const then = ({ request }: { request: Request }, of: unknown, headers = {}) => {
    const { searchParams } = new URL(request.url)
    if (!searchParams.has('at')) return undefined
    asked.push(searchParams)
    return answer ? answer() : HttpResponse.json(of as object, { headers: { ...headers, 'X-As-Of': AT } })
  }
  server.use(
    http.get(fake.url('products/'), (info) => then(info, [THEN], { 'X-Total-Count': '1' })),
    http.get(fake.url('products/7/'), (info) => then(info, THEN)),
    ...fake.handlers,
  )
  return { ...fake, asked, ...renderApp(path) }
}

describe('the list as it was', () => {
  it('shows the products of then, to read only, and says so', async () => {
    const { asked } = open(`/?at=${AT}&status=low&sort=-quantity`)
    expect(await screen.findByRole('link', { name: 'Old Mug' })).toBeVisible()
    expect(screen.getByText(/^Showing the stock as of .*2026.* Read-only\.$/)).toBeVisible()
    expect(asked.map(String)).toEqual([expect.stringContaining('low_stock=true')])
    expect(asked[0]?.get('ordering')).toBe('-quantity')
    for (const name of [/Add product/, /Adjust/, /Select/, /Delete/, /^[−+]/]) {
      expect(within(screen.getByRole('main')).queryByRole('button', { name })).toBeNull()
    }
    expect(screen.queryByRole('link', { name: /Add product/ })).toBeNull()
  })

  it('says that it shows only what was low, and shows all on request', async () => {
    const { user, address } = open(`/?at=${AT}&status=low`)
    const chips = within(await screen.findByRole('list', { name: 'Active filters' }))
    expect(chips.getByRole('button', { name: 'Remove filter Status: Low' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(decodeURIComponent(address())).toBe(`/?at=${AT}`)
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull())
  })

  it('says so on a phone with its other filters', async () => {
    setViewport('phone')
    const { user, address } = open(`/?at=${AT}&status=low`)
    await user.click(await screen.findByRole('button', { name: /^Filters/ }))
    const sheet = within(await screen.findByRole('dialog', { name: 'Filters' }))
    await user.click(sheet.getByRole('button', { name: 'Remove filter Status: Low' }))
    expect(decodeURIComponent(address())).toBe(`/?at=${AT}`)
  })

  it('does not follow what happens now', async () => {
    const { push } = open(`/?at=${AT}`)
    await screen.findByRole('link', { name: 'Old Mug' })
    push('update', makeProduct({ id: 7, name: 'Newest Mug', version: 3 }))
    expect(await screen.findByRole('link', { name: 'Old Mug' })).toBeVisible()
    expect(screen.queryByText('Newest Mug')).toBeNull()
  })

  it('leaves the order out that then does not have', async () => {
    const { asked } = open(`/?at=${AT}&sort=updated_at`)
    await screen.findByRole('link', { name: 'Old Mug' })
    expect(asked[0]?.has('ordering')).toBe(false)
  })

  it('leads back to now, with the filters', async () => {
    const { user, address } = open(`/?search=mug&at=${AT}`)
    await user.click(await screen.findByRole('link', { name: 'Back to now' }))
    expect(address()).toBe('/?search=mug')
    expect(screen.queryByText(/Showing the stock/)).toBeNull()
  })

  it('says that nothing matches, and clears the filters', async () => {
    const { user, address } = open(`/?search=mug&at=${AT}`, () => HttpResponse.json([]))
    expect(await screen.findByRole('heading', { name: 'No matches' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(decodeURIComponent(address())).toBe(`/?at=${AT}`)
  })

  it('keeps the moment on the way to a product and back', async () => {
    const { user, address } = open(`/?at=${AT}`)
    await user.click(await screen.findByRole('link', { name: 'Old Mug' }))
    expect(await screen.findByRole('heading', { name: 'Old Mug' })).toBeVisible()
    expect(address()).toBe(`/products/7?at=${encodeURIComponent(AT)}`)
    expect(screen.getByRole('link', { name: 'Back to the inventory' })).toHaveAttribute(
      'href',
      `/?at=${encodeURIComponent(AT)}`,
    )
  })

  it('says where the history begins when it does not reach so far, and leads there', async () => {
    const refusal = {
      at: ['The trail begins at 2026-11-21T08:00:00.5Z. Nothing is recorded before that.'],
    }
    let isEarly = true
    const { user, address } = open(`/?at=${AT}`, () =>
      isEarly ? HttpResponse.json(refusal, { status: 400 }) : HttpResponse.json([THEN]),
    )
    expect(await screen.findByText(/The history starts on .*2026/)).toBeVisible()
    isEarly = false
    await user.click(screen.getByRole('link', { name: 'Go to that time' }))
    expect(address()).toBe('/?at=2026-11-21T08%3A00%3A00.5Z')
    expect(await screen.findByRole('link', { name: 'Old Mug' })).toBeVisible()
  })
})

describe('a product as it was', () => {
  it('shows its facts of then, and nothing to change them with', async () => {
    open(`/products/7?at=${AT}`)
    expect(await screen.findByRole('heading', { name: 'Old Mug' })).toBeVisible()
    expect(screen.getByText('3')).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'More actions' })).toBeNull()
  })

  it('says when there was none', async () => {
    open(`/products/7?at=${AT}`, () =>
      HttpResponse.json({ detail: 'No.', code: 'not_found' }, { status: 404 }),
    )
    expect(await screen.findByText(/This product didn’t exist on .*2026/)).toBeVisible()
  })

  it('is reached from its menu, by a date and time that has passed', async () => {
    const { user, address } = open('/products/7')
    await user.click(await screen.findByRole('button', { name: 'More actions' }))
    await user.click(await screen.findByRole('menuitem', { name: 'As of…' }))
    const field = await screen.findByLabelText('Date and time')
    expect(field).not.toHaveValue('')

    await user.clear(field)
    await user.click(screen.getByRole('button', { name: 'Show' }))
    expect(await screen.findByText('Choose a date and time.')).toBeVisible()

    await user.type(field, '2999-01-01T10:00')
    await user.click(screen.getByRole('button', { name: 'Show' }))
    expect(await screen.findByText('Choose a time in the past.')).toBeVisible()

    await user.clear(field)
    await user.type(field, '2026-11-20T10:00')
    await user.click(screen.getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(address()).toMatch(/^\/products\/7\?at=2026-11-20T/))
    expect(await screen.findByRole('heading', { name: 'Old Mug' })).toBeVisible()
  })
})
