import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { clearTokens, saveTokens } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { server } from '@/testing/server'
import { makePair } from '@/testing/session'
import { api } from './client'
import { readEarly } from './early'

const LIST = { path: 'products/', params: { limit: 50 } }

/** A server that counts what it is asked; every answer says which one it is. */
function countingServer(): string[] {
  const asked: string[] = []
  server.use(
    http.get(`${env.apiUrl}/products/`, ({ request }) => {
      asked.push(`${request.headers.get('authorization')}${new URL(request.url).search}`)
      return HttpResponse.json([asked.length])
    }),
  )
  return asked
}

const list = async () => (await api.get<number[]>(LIST.path, { params: LIST.params })).data

it('answers the first who asks for the same, and only that one', async () => {
  saveTokens(makePair())
  const asked = countingServer()
  readEarly([LIST])
  expect((await api.get(LIST.path, { params: { limit: 5 } })).data).toEqual([2])
  expect(await list()).toEqual([1])
  expect(await list()).toEqual([3])
  expect(asked).toHaveLength(3)
})

it('answers nobody else', async () => {
  saveTokens(makePair({ userId: 1 }))
  const asked = countingServer()
  readEarly([LIST])
  const other = makePair({ userId: 2 })
  saveTokens(other)
  expect(await list()).toEqual([2])
  expect(asked[1]).toContain(other.access)
})

it('asks nothing for who is not signed in', async () => {
  clearTokens()
  const asked = countingServer()
  readEarly([LIST])
  saveTokens(makePair())
  await list()
  expect(asked).toHaveLength(1)
})

it('is tried once more after a refusal, like any request', async () => {
  saveTokens(makePair({ expiresIn: 3000 }))
  const next = makePair()
  let answers = 0
  server.use(
    http.post(`${env.apiUrl}/token/refresh/`, () => HttpResponse.json(next)),
    http.get(`${env.apiUrl}/products/`, ({ request }) => {
      answers += 1
      const isNew = request.headers.get('authorization') === `Bearer ${next.access}`
      return isNew
        ? HttpResponse.json([answers])
        : HttpResponse.json({ code: 'token_not_valid' }, { status: 401 })
    }),
  )
  readEarly([LIST])
  expect(await list()).toEqual([2])
})
