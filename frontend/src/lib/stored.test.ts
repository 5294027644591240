import { expect, it, vi } from 'vitest'
import { stored } from './stored'

const recent = stored<number[]>('lr.recent', {
  parse: (text) => JSON.parse(text ?? '[]') as number[],
  print: (ids) => (ids.length > 0 ? JSON.stringify(ids) : null),
})

it('keeps a value for each person under its name', () => {
  recent.set([1, 2], 3)
  expect(localStorage.getItem('lr.recent.3')).toBe('[1,2]')
  expect(recent.get(3)).toEqual([1, 2])
  expect(recent.get(4)).toEqual([])
  recent.set([], 3)
  expect(localStorage).toHaveLength(0)
})

it('gives the same object until something else is stored', () => {
  recent.set([1], 3)
  expect(recent.get(3)).toBe(recent.get(3))
  localStorage.setItem('lr.recent.3', '[2]')
  expect(recent.get(3)).toEqual([2])
})

it('takes what cannot be read for nothing', () => {
  localStorage.setItem('lr.recent.3', '{')
  expect(recent.get(3)).toEqual([])
})

it('tells of changes here and in other tabs, for as long as somebody listens', () => {
  const listener = vi.fn()
  const stop = recent.subscribe(listener)
  recent.set([1], 3)
  window.dispatchEvent(new StorageEvent('storage', { key: 'lr.recent.3' }))
  window.dispatchEvent(new StorageEvent('storage', { key: 'lr.theme' }))
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  recent.remove(3)
  window.dispatchEvent(new StorageEvent('storage', { key: 'lr.recent.3' }))
  expect(listener).toHaveBeenCalledTimes(2)
})
