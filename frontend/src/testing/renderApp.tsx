import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { routes } from '@/app/router'

/** The whole app at an address, with its own history. */
export function renderApp(path: string) {
  const router = createMemoryRouter(routes, { initialEntries: [path] })
  const view = render(<RouterProvider router={router} />)
  const address = () => router.state.location.pathname + router.state.location.search
  return { ...view, router, address, user: userEvent.setup() }
}
