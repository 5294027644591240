import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type MovementFilters, NO_FILTERS } from '@/entities/movement/filters'
import { DateInputs } from './FilterInputs'

const changed = vi.fn()
let setFilters: (filters: MovementFilters) => void

function Page() {
  const [filters, set] = useState(NO_FILTERS)
  setFilters = set
  return (
    <DateInputs
      filters={filters}
      onChange={(part, options) => {
        changed(part, options)
        set({ ...filters, ...part })
      }}
    />
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  changed.mockClear()
  render(<Page />)
})

afterEach(() => void vi.useRealTimers())

const from = () => screen.getByLabelText('From')
const type = (day: string) => fireEvent.change(from(), { target: { value: day } })
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds))
const YEARS = ['0002-11-24', '0020-11-24', '0202-11-24', '2026-11-24']

it('take a day whose year is typed once, when it is complete', () => {
  for (const day of YEARS) {
    type(day)
    pass(300)
  }
  pass(1000)
  expect(changed.mock.calls).toEqual([[{ from: '2026-11-24' }, { replace: false }]])
})

it('never take a year on its way, however slowly it is typed', () => {
  for (const day of YEARS) {
    type(day)
    pass(5000)
  }
  expect(changed).toHaveBeenCalledTimes(1)
})

it('take a day at once on Enter and when the field is left, and replace the one before in the history', () => {
  type('2026-11-24')
  fireEvent.keyDown(from(), { key: 'Enter' })
  expect(changed).toHaveBeenLastCalledWith({ from: '2026-11-24' }, { replace: false })
  type('2026-11-25')
  fireEvent.blur(from())
  expect(changed).toHaveBeenLastCalledWith({ from: '2026-11-25' }, { replace: true })
  type('')
  fireEvent.blur(from())
  expect(changed).toHaveBeenLastCalledWith({ from: '' }, { replace: false })
  pass(5000)
  expect(changed).toHaveBeenCalledTimes(3)
})

it('give up what was typed a moment before somebody goes back or clears', () => {
  type('2026-11-24')
  pass(5000)
  type('2026-11-25')
  act(() => setFilters(NO_FILTERS))
  pass(5000)
  expect(changed).toHaveBeenCalledOnce()
  expect(from()).toHaveValue('')
})
