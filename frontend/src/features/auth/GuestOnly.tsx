import { Navigate, Outlet } from 'react-router'
import { useSignInState } from './returnTo'
import { useUserId } from './session'

/** Shows its routes to those not signed in; the signed-in go on to where they were going. */
export function GuestOnly() {
  const { from } = useSignInState()
  if (useUserId() !== null) return <Navigate to={from ?? '/'} replace />
  return <Outlet />
}
