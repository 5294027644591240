import { Navigate, Outlet, useLocation } from 'react-router'
import type { SignInState } from './returnTo'
import { useUserId } from './session'

/** Shows its routes to the signed-in only; others sign in first and then come back to this address. */
export function RequireAuth() {
  const userId = useUserId()
  const { pathname, search, hash } = useLocation()
  if (userId === null) {
    const state: SignInState = { from: pathname + search + hash }
    return <Navigate to="/login" replace state={state} />
  }
  return <Outlet />
}
