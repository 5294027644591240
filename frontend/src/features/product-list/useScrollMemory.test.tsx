import { act, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, it } from 'vitest'
import { createStore, useStore } from '@/lib/store'
import { useScrollMemory } from './useScrollMemory'

const ALL = { list: 'all', isStandIn: false }
const shown = createStore(ALL)

function Box() {
  const box = useRef<HTMLDivElement>(null)
  useScrollMemory(box, { ...useStore(shown), isBox: true })
  return <div ref={box} data-testid="box" />
}

async function open() {
  shown.set(ALL)
  const router = createMemoryRouter([{ path: '/', element: <Box /> }])
  render(<RouterProvider router={router} />)
  const box = await screen.findByTestId('box')
  const scroll = (top: number) => {
    box.scrollTop = top
    box.dispatchEvent(new Event('scroll'))
  }
  /** Another list is asked for; until it is there, the one of before stands in, and is scrolled a little more. */
  async function go(to: string | number, list: string) {
    await act(async () => {
      shown.set({ ...shown.get(), isStandIn: true })
      await router.navigate(to as string)
    })
    scroll(box.scrollTop + 10)
    act(() => shown.set({ list, isStandIn: false }))
  }
  return { box, scroll, go }
}

it('begins another list at the top, though the one of before stood in for it', async () => {
  const { box, scroll, go } = await open()
  scroll(900)
  await go('/?sort=price', 'by price')
  expect(box.scrollTop).toBe(0)
})

it('finds its place again on the way back', async () => {
  const { box, scroll, go } = await open()
  scroll(900)
  await go('/?sort=price', 'by price')
  scroll(300)
  await go(-1, 'all')
  expect(box.scrollTop).toBe(910)
})
