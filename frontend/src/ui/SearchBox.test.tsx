import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SearchBox } from './SearchBox'

vi.mock('./ScanButton', () => ({ ScanButton: () => null }))

const sent = vi.fn<(value: string) => void>()
let setValue: (value: string) => void

function Page() {
  const [value, set] = useState('lamp')
  setValue = set
  return (
    <>
      <SearchBox
        value={value}
        onChange={(next) => {
          sent(next)
          set(next)
        }}
      />
      <button type="button" onClick={() => set('')}>
        Clear filters
      </button>
    </>
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  sent.mockClear()
  render(<Page />)
})

afterEach(() => void vi.useRealTimers())

const box = () => screen.getByRole('searchbox')
const type = (text: string) => fireEvent.change(box(), { target: { value: text } })
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds))

it('gives up what was typed a moment before somebody goes back', () => {
  type('lamp desk')
  pass(249)
  act(() => setValue('mug'))
  pass(1000)
  expect(sent).not.toHaveBeenCalled()
  expect(box()).toHaveValue('mug')
})

it('comes before whatever is pressed next', () => {
  type('lamp desk')
  fireEvent.blur(box(), { relatedTarget: screen.getByText('Clear filters') })
  fireEvent.click(screen.getByText('Clear filters'))
  pass(1000)
  expect(sent.mock.calls).toEqual([['lamp desk']])
  expect(box()).toHaveValue('')
})

it('keeps later keys when the search of the earlier ones arrives', () => {
  type('lamp d')
  pass(250)
  type('lamp de')
  act(() => setValue('lamp d'))
  pass(250)
  expect(sent.mock.calls).toEqual([['lamp d'], ['lamp de']])
  expect(box()).toHaveValue('lamp de')
})

it('is not searched for on the way to its own button', () => {
  type('desk')
  fireEvent.blur(box(), { relatedTarget: screen.getByRole('button', { name: 'Clear search' }) })
  fireEvent.click(screen.getByRole('button', { name: 'Clear search' }))
  pass(1000)
  expect(sent.mock.calls).toEqual([['']])
})
