import { screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

it('asks once for all rows, and ends each line with what is on hand now', async () => {
  signInForTest()
  localStorage.setItem('lr.list.3', JSON.stringify({ columns: ['quantity', 'trend'] }))
  const products = [
    makeProduct({ quantity: 3 }),
    makeProduct({ id: 2, name: 'Adapter', sku: 'A-1', quantity: 8 }),
  ]
  const asked: string[] = []
  server.use(
    http.get('*/api/products/sparklines/', ({ request }) => {
      const ids = new URL(request.url).searchParams.get('ids') ?? ''
      asked.push(ids)
      // The second has been deleted meanwhile.
      return HttpResponse.json([{ product: 1, on_hand: [...Array(29).fill(12), 5] }])
    }),
    ...fakeApi(products).handlers,
  )
  renderApp('/')
  expect(await screen.findByRole('img', { name: '12 on hand 30 days ago, 3 now' })).toBeVisible()
  expect(screen.getAllByRole('img')).toHaveLength(1)
  expect(asked).toHaveLength(1)
  expect(asked[0]?.split(',').sort()).toEqual(['1', '2'])
})
