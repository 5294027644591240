import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

vi.mock('uplot', () => import('@/testing/fakeUplot'))

beforeEach(() => void signInForTest())

const SAYS = 'Couldn’t refresh. What you see may be out of date.'

it.each([
  ['/movements', 'movements/'],
  ['/products/1', 'movements/'],
  ['/products/1', 'products/:id/changes/'],
  ['/reorder', 'reorder/'],
  ['/insights', 'insights/'],
  ['/trash', 'products/trash/'],
])('%s says so while %s cannot be asked again', async (path, asked) => {
  const fake = fakeApi([makeProduct({ quantity: 5 })])
  let isRefused = false
  let refusals = 0
  const trash = () => HttpResponse.json([], { headers: { 'X-Total-Count': '0' } })
  server.use(
    http.get(fake.url(asked), () => {
      if (!isRefused) return
      refusals += 1
      return HttpResponse.json({ detail: 'No.', code: 'permission_denied' }, { status: 403 })
    }),
    http.get(fake.url('products/trash/'), trash),
    ...fake.handlers,
  )
  const { user } = renderApp(path)
  await screen.findByText('Live', { selector: 'button *' })
  await waitFor(() => expect(screen.queryByRole('status', { name: /^Loading/ })).toBeNull())
  expect(screen.queryByText(SAYS)).toBeNull()

  isRefused = true
  fake.stock.move(1, -1, { actor: 'ben' })
  fake.pushBulk(1000)
  const alert = await screen.findByRole('alert', undefined, { timeout: 8000 })
  expect(refusals).toBeGreaterThan(0)
  expect(alert).toHaveTextContent(SAYS)
  isRefused = false
  await user.click(within(alert).getByRole('button', { name: 'Retry' }))
  await waitFor(() => expect(screen.queryByText(SAYS)).toBeNull())
})
