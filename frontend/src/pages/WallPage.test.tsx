import { cleanup, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'

const cable = makeProduct()

function open(path: string) {
  const fake = fakeApi([cable, makeProduct({ id: 2, name: 'Rope', quantity: 0, is_in_stock: false })])
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

it('shows the stock by the token of the address, follows it, and has nothing to press', async () => {
  const { requests, push } = open('/wall?ordering=-name#token=lri_abc')
  expect(await screen.findByText('Rope')).toBeVisible()
  expect(screen.getByText('42')).toBeVisible()
  expect(screen.queryAllByRole('button')).toEqual([])
  expect(screen.queryAllByRole('link')).toEqual([])
  const [first] = requests
  expect(first?.headers.get('authorization')).toBe('Bearer lri_abc')
  expect(first?.query.get('ordering')).toBe('-name')
  expect(first?.query.get('is_active')).toBe('true')

  await screen.findByText('Live')
  push('update', { ...cable, quantity: 41, version: 2 })
  expect(await screen.findByText('41', undefined, { timeout: 5000 })).toBeVisible()
})

it('takes the filters of the list from its address, and says when nothing matches them', async () => {
  const { requests } = open('/wall?status=low&sort=-price&view=to-buy&search=nothing#token=lri_abc')
  expect(await screen.findByText('Products appear here once they match this screen’s filter.')).toBeVisible()
  expect(Object.fromEntries(requests[0]?.query ?? [])).toEqual({
    is_active: 'true',
    low_stock: 'true',
    in_stock: 'true',
    ordering: '-price',
    search: 'nothing',
    limit: '500',
  })
})

it('says when the token does not work any more', async () => {
  const fake = fakeApi([cable])
  const refused = () => HttpResponse.json({ detail: 'No.', code: 'token_not_valid' }, { status: 401 })
  server.use(http.get(fake.url('products/'), refused), ...fake.handlers)
  renderApp('/wall#token=lri_abc')
  expect(await screen.findByRole('heading', { name: 'This screen’s token no longer works' })).toBeVisible()
})

it('does not call stock live that it can no longer read', async () => {
  const { push, url } = open('/wall#token=lri_abc')
  await screen.findByText('Live')
  server.use(http.get(url('products/'), () => HttpResponse.json({}, { status: 500 })))
  push('update', { ...cable, quantity: 41, version: 2 })
  expect(
    await screen.findByText(/^Can’t reach the server. As of/, undefined, { timeout: 5000 }),
  ).toBeVisible()
  expect(screen.getByText('42')).toBeVisible()
  expect(screen.queryByText('Live')).toBeNull()
})

it('says that its filter is not known, from the start and once the category is gone', async () => {
  const { push, url } = open('/wall?category=home#token=lri_abc')
  const unknown = () => HttpResponse.json({ category: ['Select a valid choice.'] }, { status: 400 })
  await screen.findByText('Live')
  server.use(http.get(url('products/'), unknown))
  push('update', { ...cable, quantity: 41, version: 2 })
  const heading = { name: 'This screen’s filter doesn’t work' }
  expect(await screen.findByRole('heading', heading, { timeout: 5000 })).toBeVisible()
  expect(screen.queryByText('Live')).toBeNull()
  cleanup()
  renderApp('/wall?category=home#token=lri_abc')
  expect(await screen.findByRole('heading', heading)).toBeVisible()
})

it('says what is missing without a token', async () => {
  open('/wall')
  await waitFor(() =>
    expect(screen.getByRole('heading', { name: 'This page needs a link for a wall screen' })).toBeVisible(),
  )
})
