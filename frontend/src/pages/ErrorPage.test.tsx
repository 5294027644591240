import { render, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { spyOnReload } from '@/testing/reload'
import { server } from '@/testing/server'
import { ErrorPage } from './ErrorPage'

function show(message: string) {
  function Broken(): never {
    throw new Error(message)
  }
  const routes = [{ path: '/', Component: Broken, ErrorBoundary: ErrorPage }]
  render(<RouterProvider router={createMemoryRouter(routes)} />)
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})

it('stands in for a page whose code fails', async () => {
  show('boom')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong')
  expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
})

describe('of a part that did not come', () => {
  let reload: ReturnType<typeof spyOnReload>
  beforeEach(() => {
    reload = spyOnReload()
  })
  const MISSING = 'Failed to fetch dynamically imported module: /assets/page.js'

  it('reloads when the server is back, and not before', async () => {
    let isUp = false
    server.use(http.head('*/', () => (isUp ? new HttpResponse() : HttpResponse.error())))
    show(MISSING)
    expect(await screen.findByRole('alert')).toHaveTextContent('We’ll load it once the server is back.')
    expect(reload).not.toHaveBeenCalled()

    isUp = true
    await waitFor(() => expect(reload).toHaveBeenCalledOnce(), { timeout: 10_000 })
  })

  it('does not reload again and again', async () => {
    server.use(http.head('*/', () => new HttpResponse()))
    sessionStorage.setItem('lr.reloaded', String(Date.now()))
    const asked = vi.spyOn(globalThis, 'fetch')
    show(MISSING)
    expect(await screen.findByRole('button', { name: 'Reload' })).toBeVisible()
    expect(asked).not.toHaveBeenCalled()
  })
})
