import { screen, waitFor } from '@testing-library/react'
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

it('says when the token does not work any more', async () => {
  const fake = fakeApi([cable])
  const refused = () => HttpResponse.json({ detail: 'No.', code: 'token_not_valid' }, { status: 401 })
  server.use(http.get(fake.url('products/'), refused), ...fake.handlers)
  renderApp('/wall#token=lri_abc')
  expect(await screen.findByRole('heading', { name: 'This screen’s token no longer works' })).toBeVisible()
})

it('says what is missing without a token', async () => {
  open('/wall')
  await waitFor(() =>
    expect(screen.getByRole('heading', { name: 'This page needs a link for a wall screen' })).toBeVisible(),
  )
})
