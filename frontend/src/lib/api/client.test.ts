import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { saveTokens } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { server } from '@/testing/server'
import { makePair } from '@/testing/session'
import { api } from './client'

const PRODUCT = { name: 'Mug', category: 'home', price: '5.00' }

/** A server that takes the second token only; what it was sent with it. */
function renewingServer() {
  saveTokens(makePair({ expiresIn: 3000 }))
  const next = makePair()
  const taken: Request[] = []
  let refused = 0
  server.use(
    http.post(`${env.apiUrl}/token/refresh/`, () => HttpResponse.json(next)),
    http.post(`${env.apiUrl}/products/`, ({ request }) => {
      if (request.headers.get('authorization') !== `Bearer ${next.access}`) {
        refused += 1
        return HttpResponse.json({ code: 'token_not_valid' }, { status: 401 })
      }
      taken.push(request.clone())
      return HttpResponse.json({ id: 1 }, { status: 201 })
    }),
  )
  return { taken, refusals: () => refused }
}

it('sends the same once more with a renewed token', async () => {
  const { taken, refusals } = renewingServer()
  const headers = { 'Idempotency-Key': 'key' }
  expect((await api.post('products/', PRODUCT, { headers })).data.id).toBe(1)
  expect(refusals()).toBe(1)
  expect(await taken[0]?.json()).toEqual(PRODUCT)
  expect(taken[0]?.headers.get('idempotency-key')).toBe('key')
})

it('sends a form once more, too', async () => {
  const { taken } = renewingServer()
  const form = new FormData()
  form.set('name', 'Mug')
  await api.post('products/', form)
  expect(taken[0]?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/)
  expect(await taken[0]?.text()).toContain('Mug')
})

it('streams an answer after the renewal', async () => {
  renewingServer()
  const bytes = await api.stream('products/', PRODUCT)
  expect(JSON.parse(await new Response(bytes as ReadableStream<Uint8Array>).text())).toEqual({ id: 1 })
})

it('gives up after a second refusal', async () => {
  renewingServer()
  server.use(http.post(`${env.apiUrl}/products/`, () => HttpResponse.json({ code: 'no' }, { status: 401 })))
  await expect(api.post('products/', PRODUCT)).rejects.toMatchObject({ status: 401, code: 'no' })
})
