import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { server } from '@/testing/server'
import { loadPart, noteServer } from './loadPart'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const address = (path: string) => new URL(path, window.location.href).href
const FILE = '/assets/Part-1.js'
const failure = () => new TypeError(`Failed to fetch dynamically imported module: ${address(FILE)}`)
const ok = () => new HttpResponse(null)

/** Lets the pause between two tries pass. */
async function pass() {
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
  await vi.advanceTimersByTimeAsync(2000)
}

it('waits while the server is away', async () => {
  const isThere = vi.fn().mockReturnValueOnce(HttpResponse.error()).mockImplementation(ok)
  server.use(
    http.head(address(FILE), () => HttpResponse.error()),
    http.head(address('/'), isThere),
  )
  const load = vi.fn().mockRejectedValueOnce(failure()).mockResolvedValue('part')
  const part = loadPart(load)
  await pass()
  expect(await part).toBe('part')
})

it('takes a proxy that answers for a server that is away for just that', async () => {
  const asked = vi
    .fn()
    .mockReturnValueOnce(new HttpResponse(null, { status: 502 }))
    .mockImplementation(ok)
  server.use(http.head(address(FILE), asked), http.head(address('/'), asked))
  const load = vi.fn().mockRejectedValueOnce(failure()).mockResolvedValue('part')
  expect(await loadPart(load)).toBe('part')
})

it('tries again when a file alone did not come, whose browser does not say which', async () => {
  server.use(http.head(address('/'), ok))
  const load = vi
    .fn()
    .mockRejectedValueOnce(new TypeError('Importing a module script failed.'))
    .mockResolvedValue('part')
  const part = loadPart(load)
  await pass()
  expect(await part).toBe('part')
})

it('gives up when the file is there and cannot be had', async () => {
  server.use(http.head(address(FILE), ok))
  const load = vi.fn().mockRejectedValue(failure())
  const part = loadPart(load)
  part.catch(() => undefined)
  for (let tries = 0; tries < 3; tries++) await pass()
  await expect(part).rejects.toThrow('dynamically imported')
  expect(load).toHaveBeenCalledTimes(4)
})

it.each([
  ['the new version does not have the file any more', failure()],
  ['the code of the part fails', new ReferenceError('x is not defined')],
])('does not try again when %s', async (_, error) => {
  server.use(http.head(address(FILE), () => new HttpResponse(null, { status: 404 })))
  const load = vi.fn().mockRejectedValue(error)
  await expect(loadPart(load)).rejects.toBe(error)
  expect(load).toHaveBeenCalledTimes(1)
})

it('begins no import while the server is known to be away', async () => {
  const isThere = vi.fn().mockReturnValueOnce(HttpResponse.error()).mockImplementation(ok)
  server.use(http.head(address('/'), isThere))
  const load = vi.fn().mockResolvedValue('part')
  noteServer('away')
  const part = loadPart(load)
  await vi.waitFor(() => expect(isThere).toHaveBeenCalled())
  expect(load).not.toHaveBeenCalled()
  await pass()
  expect(await part).toBe('part')
})

it('loses patience where it is asked to', async () => {
  server.use(
    http.head(address(FILE), () => HttpResponse.error()),
    http.head(address('/'), () => HttpResponse.error()),
  )
  const error = failure()
  const part = loadPart(vi.fn().mockRejectedValue(error), 3000)
  part.catch(() => undefined)
  await pass()
  await pass()
  await expect(part).rejects.toBe(error)
})
