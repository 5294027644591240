import { afterEach, expect, it } from 'vitest'
import { isolate, leftToRight } from './isolate'

afterEach(() => document.documentElement.removeAttribute('dir'))

it('keeps the direction of a name to itself', () => {
  expect(isolate('כבל USB')).toBe('\u2068כבל USB\u2069')
  expect(isolate('كابل')).toBe('\u2068كابل\u2069')
  expect(isolate('𞤀𞤣𞤤𞤢𞤥')).toBe('\u2068𞤀𞤣𞤤𞤢𞤥\u2069')
})

it('leaves a name as it is where nothing can happen', () => {
  for (const name of ['USB-C cable', 'Äpfel', '電線', '']) expect(isolate(name)).toBe(name)
})

it('isolates names of the other direction in a page that reads from right to left', () => {
  document.documentElement.dir = 'rtl'
  expect(isolate('USB-C cable')).toBe('\u2068USB-C cable\u2069')
})

it('takes out what would turn the rest of the sentence, or end the isolation', () => {
  expect(isolate('abc\u202edef')).toBe('abcdef')
  expect(isolate('כבל\u2069\u202e1')).toBe('\u2068כבל1\u2069')
})

it('keeps the sign in front of its number in a page that reads from right to left', () => {
  expect(leftToRight('+7,658')).toBe('+7,658')
  document.documentElement.dir = 'rtl'
  expect(leftToRight('+7,658')).toBe('\u2066+7,658\u2069')
})
