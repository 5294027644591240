import { screen } from '@testing-library/react'
import axe from 'axe-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

/** What axe finds on the whole page, but for what needs painted pixels. */
async function violations() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

beforeEach(() => {
  // axe draws text to find icon fonts; jsdom has no canvas.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  const fake = fakeApi([
    makeProduct(),
    makeProduct({ id: 2, name: 'HDMI adapter', quantity: 0, created_by: 4 }),
  ])
  server.use(...fake.handlers)
  fake.stock.move(1, -3)
})

describe.each(['desk', 'phone'] as const)('on a %s, axe finds nothing wrong with', (size) => {
  beforeEach(() => setViewport(size))

  it.each([
    ['/login', 'Sign in'],
    ['/register', 'Create an account'],
  ])('%s', async (path, heading) => {
    renderApp(path)
    await screen.findByRole('heading', { name: heading })
    expect(await violations()).toEqual([])
  })

  it.each([
    ['/', 'Inventory'],
    ['/my-products?search=nothing', 'No matches'],
    ['/products/new', 'Add product'],
    ['/products/1', 'USB-C cable'],
    ['/products/1/edit', 'Edit USB-C cable'],
    ['/movements', 'History'],
    ['/reorder', 'Reorder'],
    ['/insights', 'Stock value'],
  ])('%s', async (path, heading) => {
    signInForTest()
    renderApp(path)
    await screen.findByRole('heading', { name: heading })
    if (path === '/' || path === '/reorder') await screen.findByRole('link', { name: 'HDMI adapter' })
    if (path === '/movements') await screen.findByText('−3')
    expect(await violations()).toEqual([])
  })
})

it('lets the keyboard skip the navigation', async () => {
  signInForTest()
  const { user } = renderApp('/')
  await screen.findByRole('heading', { name: 'Inventory' })
  await user.tab()
  expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveFocus()
  expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveAttribute('href', '#main')
  expect(screen.getByRole('main')).toHaveAttribute('id', 'main')
})
