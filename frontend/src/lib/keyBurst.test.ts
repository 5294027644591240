import { describe, expect, it } from 'vitest'
import { KeyBurst } from './keyBurst'

type Gap = number | ((index: number) => number)
type Layout = Record<string, string>

/** Codes of keys, as a scanner that is set to a US keyboard presses them. */
function pressed(char: string): { code: string; shiftKey: boolean } {
  if (/\d/.test(char)) return { code: `Digit${char}`, shiftKey: false }
  if (/[a-z]/i.test(char)) return { code: `Key${char.toUpperCase()}`, shiftKey: /[A-Z]/.test(char) }
  const code = { '-': 'Minus', '.': 'Period', '/': 'Slash', ' ': 'Space', '=': 'Equal' }[char] ?? ''
  return { code, shiftKey: false }
}

/** Types with `gap` milliseconds before each key and returns what was found at the last. */
function type(keys: string[], gap: Gap, layout: Layout = {}, burst = new KeyBurst(), begin = 1000) {
  let timeStamp = begin
  let found: ReturnType<KeyBurst['add']> = null
  for (const [index, char] of keys.entries()) {
    timeStamp += typeof gap === 'number' ? gap : gap(index)
    const key = layout[char] ?? char
    found = burst.add({
      key,
      ...pressed(char.length === 1 ? char : ''),
      ctrlKey: false,
      repeat: false,
      timeStamp,
    })
  }
  return found
}

const EAN_13 = '4006381333931'
const AZERTY: Layout = Object.fromEntries(
  [...'&é"\'(-è_çà']
    .map((key, index) => [String((index + 1) % 10), key] as const)
    .concat([
      ['A', 'Q'],
      ['Q', 'A'],
      ['Z', 'W'],
      ['W', 'Z'],
      ['-', ')'],
    ]),
)
const QWERTZ: Layout = { Y: 'Z', Z: 'Y', '-': 'ß', '/': '-', '=': 'Dead' }

describe('KeyBurst', () => {
  it.each([1, 5, 20, 40, 60, 90, 100])('finds codes that come every %d ms', (gap) => {
    for (const code of ['96385074', '036000291452', EAN_13, 'LR-0001', 'ABC 12/X.9', '0'.repeat(13)]) {
      for (const end of ['Enter', 'Tab']) expect(type([...code, end], gap)).toEqual([code])
    }
  })

  it('finds short codes when they come as no fingers type them', () => {
    expect(type([...'4711', 'Enter'], 8)).toEqual(['4711'])
    expect(type([...'AB-7', 'Enter'], 34)).toEqual(['AB-7'])
    expect(type([...'4711', 'Enter'], 60)).toBeNull()
  })

  it('allows for a clock that is coarse, as that of Windows', () => {
    const coarse = (pace: number) => (index: number) =>
      Math.round((pace * (index + 1)) / 15.6) * 15.6 - Math.round((pace * index) / 15.6) * 15.6
    for (const pace of [5, 8, 15, 20, 40]) {
      expect(type([...EAN_13, 'Enter'], coarse(pace)), `${pace} ms`).toEqual([EAN_13])
    }
  })

  it.each([8, 40, 90])('bridges one pause, wherever it is: %d ms', (gap) => {
    for (let at = 1; at <= EAN_13.length; at++) {
      for (const pause of [50, 150, 199]) {
        const found = type([...EAN_13, 'Enter'], (index) => (index === at ? Math.max(pause, gap) : gap))
        expect(found, `${pause} ms before key ${at}`).toEqual([EAN_13])
      }
    }
  })

  it('does not take the end of a code for a code', () => {
    const pausing =
      (pause: number, ...at: number[]) =>
      (index: number) =>
        at.includes(index) ? pause : 8
    expect(type([...EAN_13, 'Enter'], pausing(150, 3, 6))).toBe('broken')
    expect(type([...EAN_13, 'Enter'], pausing(190, 5, 11))).toBe('broken')
    expect(type([...EAN_13, 'Enter'], pausing(400, 7))).toBe('broken')
    expect(type([...EAN_13, 'Enter'], pausing(900, 13))).toBe('broken')
    // A key of a person's, or one that the scanner sent too early: who can tell?
    expect(type(['7', ...EAN_13, 'Enter'], pausing(150, 1, 2))).toBe('broken')
  })

  it('takes only what came in the burst, not what was typed before it', () => {
    expect(type([...'usb', ...EAN_13, 'Enter'], (index) => (index <= 3 ? 250 : 5))).toEqual([EAN_13])
  })

  it('keeps capitals, for which a scanner presses Shift, at once or on its own', () => {
    expect(type(['Shift', 'A', 'Shift', 'B', '1', '2', 'Enter'], 20)).toEqual(['AB12'])
    const together = (index: number) => ([1, 3].includes(index) ? 0 : 90)
    expect(type(['Shift', 'A', 'Shift', 'B', ...'1234', 'Enter'], together)).toEqual(['AB1234'])
  })

  it('reads what a US scanner types on other keyboards, without forgetting what arrived', () => {
    expect(type([...EAN_13, 'Enter'], 8, AZERTY)?.[0]).toBe(EAN_13)
    expect(type([...EAN_13, 'Enter'], 8, QWERTZ)).toEqual([EAN_13])
    expect(type([...'AZ-0001', 'Enter'], 8, AZERTY)).toEqual(['AZ-0001', 'QW)ààà&'])
    expect(type([...'YZ-77', 'Enter'], 8, QWERTZ)).toEqual(['YZ-77', 'ZYß77'])
    expect(type([...'A=77', 'Enter'], 8, QWERTZ)?.[0]).toBe('A=77')
    // Both can be printed on a label: the scanner may know the keyboard.
    expect(type([...'YZ77', 'Enter'], 8, QWERTZ)).toEqual(['ZY77', 'YZ77'])
  })

  it('does not mind Caps Lock', () => {
    const capsLock = { A: 'a', b: 'B' }
    expect(type([...'Ab12', 'Enter'], 8, capsLock)).toEqual(['Ab12'])
  })

  it('reads the separator of GS1 codes', () => {
    const burst = new KeyBurst()
    type([...'0104006381333931'], 8, {}, burst)
    const at = 1000 + 17 * 8
    const separator = { key: ']', code: 'BracketRight', shiftKey: false, ctrlKey: true, repeat: false }
    burst.add({ ...separator, timeStamp: at })
    expect(type([...'10AB', 'Enter'], 8, {}, burst, at)).toEqual(['0104006381333931\x1d10AB'])
  })

  it('begins anew after a code', () => {
    const burst = new KeyBurst()
    expect(type([...EAN_13, 'Enter'], 8, {}, burst)).toEqual([EAN_13])
    expect(type([...'96385074', 'Enter'], 8, {}, burst, 1150)).toEqual(['96385074'])
    expect(type(['Enter'], 8, {}, burst, 2000)).toBeNull()
  })
})

describe('fingers', () => {
  it('are no scanner when they hit a few keys at once', () => {
    // Two keys rolled over each other, here and there.
    expect(type([...'keyboard', 'Enter'], (index) => (index % 3 === 0 ? 10 : 70))).toBeNull()
    expect(type([...'asdf', 'Enter'], (index) => (index === 4 ? 120 : 20))).toBeNull()
    expect(type(['1', '2', '3', 'Enter'], 5)).toBeNull()
    expect(type([...'12345', 'ArrowLeft', '6', 'Enter'], 5)).toBeNull()
  })

  it('hold a key down, which repeats faster than a scanner types', () => {
    const burst = new KeyBurst()
    for (let index = 0; index < 20; index++) {
      const timeStamp = 1000 + (index === 0 ? 0 : 500 + index * 30)
      burst.add({ key: '7', code: 'Digit7', shiftKey: false, ctrlKey: false, repeat: index > 0, timeStamp })
    }
    expect(type(['Enter'], 30, {}, burst, 1000 + 500 + 600)).toBeNull()
  })

  it('type words at any even pace without being taken for one', () => {
    for (const gap of [36, 60, 90, 140]) expect(type([...'usb cable', 'Enter'], gap)).toBeNull()
    for (const gap of [115, 140, 180, 250]) expect(type([...'250000', 'Enter'], gap)).toBeNull()
  })

  it.each([
    ['at 120 words a minute', 100, 0.35],
    ['at 150 words a minute', 80, 0.4],
    ['at 60 words a minute', 200, 0.45],
  ])('type figures %s', (_, mean, spread) => {
    const random = randomFrom(20_261_128)
    let taken = 0
    for (let round = 0; round < 20_000; round++) {
      const figures = String(Math.floor(100_000 + random() * 89_999_999))
      if (type([...figures, 'Enter'], () => keystroke(random, mean, spread))) taken += 1
    }
    // Figures of six digits and more, in one go and with Enter in the rhythm: rare, and then a question, not a number.
    expect(taken / 20_000).toBeLessThan(0.01)
  })
})

/** The wait before a key: log-normal, as studies of typing find it. */
function keystroke(random: () => number, mean: number, spread: number): number {
  const sigma = Math.sqrt(Math.log(1 + spread * spread))
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.exp(Math.log(mean) - (sigma * sigma) / 2 + sigma * normal)
}

/** The same numbers every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
