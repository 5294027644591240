import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { server } from '@/test/server'
import { loadPart } from './loadPart'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => void vi.useRealTimers())

const page = () => new URL('/', window.location.href).href

it('waits while the server is away', async () => {
  server.use(http.head(page(), () => HttpResponse.error()))
  const load = vi.fn().mockRejectedValueOnce(new TypeError('network')).mockResolvedValue('part')
  const part = loadPart(load)
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
  await vi.advanceTimersByTimeAsync(2000)
  expect(await part).toBe('part')
})

it('gives up when the server is there and the part is not', async () => {
  server.use(http.head(page(), () => new HttpResponse(null)))
  const load = vi.fn().mockRejectedValue(new TypeError('gone'))
  await expect(loadPart(load)).rejects.toThrow('gone')
  expect(load).toHaveBeenCalledTimes(2)
})
