import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Rolled } from './Rolled'

it('rolls the way the count went, and not while it changes faster than it could roll', () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1000)
  const { rerender } = render(<Rolled count={5} />)
  expect(screen.getByText('5')).not.toHaveClass('animate-roll-up')

  rerender(<Rolled count={7} />)
  const up = screen.getByText('7')
  expect(up).toHaveClass('animate-roll-up')
  for (const [now, count] of [
    [1100, 8],
    [1200, 3],
    [1300, 9],
  ] as const) {
    clock.mockReturnValue(now)
    rerender(<Rolled count={count} />)
    expect(screen.getByText(count)).toBe(up)
  }

  clock.mockReturnValue(1600)
  rerender(<Rolled count={4} />)
  expect(screen.getByText('4')).toHaveClass('animate-roll-down')
  expect(screen.getByText('4')).not.toBe(up)
})
