import { delay, HttpResponse, http } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { env } from '@/lib/env'
import { server } from '@/testing/server'
import { ApiError } from './errors'
import type { Outgoing } from './http'
import { send, urlOf } from './http'

const url = `${env.apiUrl}/things/`

function form(): FormData {
  const made = new FormData()
  made.set('name', 'Mug')
  return made
}

/** What sending comes to: the data, or what was thrown. */
const outcome = (request: Partial<Outgoing>) =>
  send({ method: 'post', path: 'things/', ...request }).then(
    ({ data }) => data,
    (error: unknown) => error,
  )

describe.each([
  ['JSON', () => ({ name: 'Mug' })],
  ['a form', form],
])('%s', (_kind, body) => {
  it('brings the answer', async () => {
    server.use(http.post(url, () => HttpResponse.json({ id: 1 }, { status: 201 })))
    expect(await outcome({ body: body() })).toEqual({ id: 1 })
  })

  it('says that the server could not be reached when no answer came', async () => {
    server.use(http.post(url, () => HttpResponse.error()))
    expect(await outcome({ body: body() })).toMatchObject({ status: 0, code: 'network' })
  })

  it('is given up after its time', async () => {
    server.use(http.post(url, () => delay('infinite')))
    expect(await outcome({ body: body(), timeout: 50 })).toMatchObject({ status: 0, code: 'network' })
  })

  it('ends with the signal of who asked, with their reason', async () => {
    server.use(http.post(url, () => delay('infinite')))
    const controller = new AbortController()
    const sending = outcome({ body: body(), signal: controller.signal })
    controller.abort(new Error('enough'))
    expect(await sending).toEqual(new Error('enough'))
  })

  it('is not sent when that signal was aborted beforehand', async () => {
    const asked = vi.fn()
    server.use(http.post(url, asked))
    expect(await outcome({ body: body(), signal: AbortSignal.abort(new Error('enough')) })).toEqual(
      new Error('enough'),
    )
    expect(asked).not.toHaveBeenCalled()
  })
})

describe('a mistake of ours is no trouble of the network', () => {
  it('in a body that cannot be written', async () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const thrown = await outcome({ body: circular })
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown).not.toBeInstanceOf(ApiError)
  })

  it('in a value that cannot be read', async () => {
    const params = {
      get page() {
        throw new RangeError('no page')
      },
    }
    expect(await outcome({ params, body: form() })).toEqual(new RangeError('no page'))
    expect(await outcome({ params })).toEqual(new RangeError('no page'))
  })

  it('in a header that no request may have', async () => {
    const thrown = await outcome({ headers: { 'two words': 'x' }, body: form() })
    // By its name: it is an error of Node's `Headers`, which knows another `TypeError` than the page.
    expect(thrown).toMatchObject({ name: 'TypeError' })
    expect(thrown).not.toBeInstanceOf(ApiError)
  })
})

it('does not name the client in place of the browser', async () => {
  let agent: string | null = null
  server.use(
    http.post(url, ({ request }) => {
      agent = request.headers.get('user-agent')
      return HttpResponse.json({})
    }),
  )
  await outcome({ body: { name: 'Mug' } })
  expect(agent ?? '').not.toContain('axios')
})

it('repeats the key of a list, and leaves out what is not set', () => {
  const params = {
    category: ['home', 'books'],
    search: 'a b&c',
    owner: undefined,
    code: null,
    in_stock: true,
  }
  expect(new URL(urlOf({ path: 'products/', params })).search).toBe(
    '?category=home&category=books&search=a+b%26c&in_stock=true',
  )
})

it('says why a file was refused', async () => {
  server.use(
    http.get(url, () => HttpResponse.json({ detail: 'Too many.', code: 'too_many' }, { status: 400 })),
  )
  expect(await outcome({ method: 'get', responseType: 'blob' })).toMatchObject({
    status: 400,
    code: 'too_many',
  })
})

describe('an answer of a proxy', () => {
  const fail = (status: number, body: unknown = '<h1>Bad gateway</h1>') =>
    server.use(http.all(url, () => HttpResponse.json(body as object, { status })))
  const maybeSaved = 'The server had a problem. This may have been saved. Check, then try again.'
  const noSaving = 'The server had a problem. Try again.'

  it.each([500, 502, 503, 504, 524])('leaves open whether a write was saved: %i', async (status) => {
    fail(status)
    for (const method of ['post', 'put', 'patch', 'delete'] as const) {
      expect(await outcome({ method, owner: 1 })).toMatchObject({ status, message: maybeSaved })
    }
    expect(await outcome({ owner: 1, body: form() })).toMatchObject({ status, message: maybeSaved })
  })

  it.each([
    ['a page that is read', { method: 'get', owner: 1 }],
    ['a file that is made', { responseType: 'blob', owner: 1 }],
    ['signing in', {}],
  ] as const)('says nothing of saving to %s', async (_what, request) => {
    fail(502)
    expect(await outcome(request)).toMatchObject({ status: 502, message: noSaving })
  })

  it('is told from one of the server, which says what became of it', async () => {
    fail(503, { detail: 'The database is busy. Nothing was saved.', code: 'database_busy' })
    expect(await outcome({ owner: 1 })).toMatchObject({ message: 'The database is busy. Nothing was saved.' })
    fail(405, null)
    expect(await outcome({ owner: 1 })).toMatchObject({
      message: 'The server had a problem. Nothing was changed. Try again.',
    })
  })
})
