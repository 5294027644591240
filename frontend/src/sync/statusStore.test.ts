import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OFFLINE_AFTER_MS, StatusStore } from './statusStore'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a page that cannot reach the server', () => {
  it('says so after four seconds when it never was live, however often it has tried meanwhile', () => {
    const status = new StatusStore()
    for (const state of ['connecting', 'waiting', 'connecting'] as const) {
      status.connection(state, null, false)
      vi.advanceTimersByTime(1300)
      expect(status.get().state).toBe('connecting')
    }
    vi.advanceTimersByTime(100)
    expect(status.get()).toMatchObject({ state: 'offline', lastSyncAt: null })
  })

  it('says so at once when the browser knows that it is offline', () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValueOnce(false)
    const status = new StatusStore()
    status.connection('connecting', null, false)
    expect(status.get().state).toBe('offline')
  })

  it('has more patience when it was live, and knows until when', () => {
    const status = new StatusStore()
    status.connection('open', null, true)
    status.heard()
    const heardAt = Date.now()
    vi.advanceTimersByTime(500)
    status.connection('waiting', null, false)
    expect(status.get()).toMatchObject({ state: 'reconnecting', lastSyncAt: heardAt })
    vi.advanceTimersByTime(OFFLINE_AFTER_MS - 1)
    expect(status.get().state).toBe('reconnecting')
    vi.advanceTimersByTime(1)
    expect(status.get().state).toBe('offline')
  })
})
