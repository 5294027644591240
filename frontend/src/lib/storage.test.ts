import { afterEach, describe, expect, it, vi } from 'vitest'
import { lasting, ofThisTab } from './storage'

const quota = () => {
  throw new DOMException('full', 'QuotaExceededError')
}

/** The very look at the storage throws, as it does where a policy forbids it. */
function close(name: 'localStorage' | 'sessionStorage') {
  return vi.spyOn(window, name, 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
}

afterEach(() => vi.restoreAllMocks())

describe.each([
  ['localStorage', lasting],
  ['sessionStorage', ofThisTab],
] as const)('%s', (name, stored) => {
  it('keeps what it is given', () => {
    stored.set('a', '1')
    expect(window[name].getItem('a')).toBe('1')
    expect(stored.get('a')).toBe('1')
    expect(stored.isOnlyHere('a')).toBe(false)
    stored.remove('a')
    expect(stored.get('a')).toBeNull()
    expect(window[name].getItem('a')).toBeNull()
  })

  it('remembers for itself where the browser refuses', () => {
    close(name)
    expect(stored.get('b')).toBeNull()
    stored.set('b', '1')
    expect(stored.get('b')).toBe('1')
    expect(stored.isOnlyHere('b')).toBe(true)
    stored.remove('b')
    expect(stored.get('b')).toBeNull()
  })

  it('goes on with what it knows when the door closes in the middle', () => {
    stored.set('c', '1')
    const closed = close(name)
    expect(stored.get('c')).toBe('1')
    stored.set('c', '2')
    expect(stored.get('c')).toBe('2')
    closed.mockRestore()
  })

  it('leaves nothing old behind when the disk is full', () => {
    stored.set('d', 'old')
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(quota)
    stored.set('d', 'new')
    expect(stored.get('d')).toBe('new')
    expect(window[name].getItem('d')).toBeNull()
    expect(stored.isOnlyHere('d')).toBe(true)

    full.mockRestore()
    stored.set('d', 'newer')
    expect(window[name].getItem('d')).toBe('newer')
    expect(stored.isOnlyHere('d')).toBe(false)
  })

  it('believes what another tab has stored since', () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(quota)
    stored.set('e', 'mine')
    full.mockRestore()
    window[name].setItem('e', 'theirs')
    expect(stored.get('e')).toBe('theirs')
    expect(stored.isOnlyHere('e')).toBe(false)
  })
})
