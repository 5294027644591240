import { act, renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useSettledText } from './useSettledText'

function field() {
  const onChange = vi.fn()
  const hook = renderHook(({ value }) => useSettledText({ value, read: (text) => text, onChange }), {
    initialProps: { value: '' },
  })
  const type = (text: string) => act(() => hook.result.current.type(text))
  const text = () => hook.result.current.text
  return { ...hook, onChange, type, text }
}

it('keeps what is typed before the address has what was typed before', () => {
  const { result, rerender, onChange, type, text } = field()
  type('1')
  act(() => result.current.settle())
  expect(onChange).toHaveBeenCalledWith('1', { replace: false })
  expect(text()).toBe('1')
  type('12')
  rerender({ value: '1' })
  expect(text()).toBe('12')
})

it('follows the address where that is changed elsewhere', () => {
  const { rerender, type, text } = field()
  rerender({ value: '5' })
  expect(text()).toBe('5')
  type('56')
  rerender({ value: '' })
  expect(text()).toBe('')
})
