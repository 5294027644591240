import { describe, expect, it } from 'vitest'
import { KeyBurst } from './keyBurst'

/** Types the keys with `gap` milliseconds between them and returns what was found at the last. */
function type(keys: string[], gap: number | ((index: number) => number)) {
  const burst = new KeyBurst()
  let at = 1000
  let found: string | null = null
  for (const [index, key] of keys.entries()) {
    at += typeof gap === 'number' ? gap : gap(index)
    found = burst.add(key, at)
  }
  return found
}

describe('KeyBurst', () => {
  it('finds a code that comes fast and ends with Enter or Tab', () => {
    expect(type([...'4006381333931', 'Enter'], 8)).toBe('4006381333931')
    expect(type([...'LR-0001', 'Tab'], 34)).toBe('LR-0001')
  })

  it('keeps capitals, for which a scanner presses Shift', () => {
    expect(type(['Shift', 'A', 'Shift', 'B', '1', '2', 'Enter'], 20)).toBe('AB12')
  })

  it('never takes human typing for a code', () => {
    for (const gap of [36, 60, 90, 140]) expect(type([...'usb cable', 'Enter'], gap)).toBeNull()
    // Two keys rolled over each other, here and there.
    expect(type([...'keyboard', 'Enter'], (index) => (index % 3 === 0 ? 10 : 70))).toBeNull()
  })

  it('does not take a fast word for a code when Enter comes later', () => {
    expect(type([...'asdf', 'Enter'], (index) => (index === 4 ? 120 : 20))).toBeNull()
  })

  it('leaves short bursts, and those broken by another key', () => {
    expect(type(['1', '2', '3', 'Enter'], 5)).toBeNull()
    expect(type([...'12345', 'ArrowLeft', '6', 'Enter'], 5)).toBeNull()
  })

  it('takes only what came in the burst, not what was typed before it', () => {
    expect(type([...'usb', ...'5901234123457', 'Enter'], (index) => (index <= 3 ? 200 : 5))).toBe(
      '5901234123457',
    )
  })
})
