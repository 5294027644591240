import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.resetModules()
})

class Worker extends EventTarget {
  state = 'installing'
  postMessage(data: unknown, [port]: MessagePort[] = []) {
    if (data === 'version') port?.postMessage('another version')
  }
  become(state: string) {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

/** The app as it has loaded, with what the browser has found by then. */
async function loaded(
  found: { installing?: Worker; waiting?: Worker },
  state: DocumentReadyState = 'interactive',
) {
  vi.spyOn(document, 'readyState', 'get').mockReturnValue(state)
  const registration = Object.assign(new EventTarget(), { installing: null, waiting: null }, found)
  const serviceWorker = { register: async () => registration, controller: {} }
  vi.stubGlobal('navigator', { ...navigator, serviceWorker })
  const { keepAppForOffline, useUpdateReady } = await import('./appUpdate')
  const { result } = renderHook(() => useUpdateReady())
  keepAppForOffline()
  if (state !== 'complete') window.dispatchEvent(new Event('load'))
  await act(() => vi.advanceTimersByTimeAsync(5000))
  return result
}

it('tells of a new version that the browser found before the page looked', async () => {
  const worker = new Worker()
  const ready = await loaded({ installing: worker })
  expect(ready.current).toBe(false)
  act(() => worker.become('installed'))
  await waitFor(() => expect(ready.current).toBe(true))
})

it('tells of a new version that waits already', async () => {
  const worker = new Worker()
  worker.state = 'installed'
  const ready = await loaded({ waiting: worker })
  await waitFor(() => expect(ready.current).toBe(true))
})

it('looks although the page had loaded before', async () => {
  const worker = new Worker()
  worker.state = 'installed'
  const ready = await loaded({ waiting: worker }, 'complete')
  await waitFor(() => expect(ready.current).toBe(true))
})
