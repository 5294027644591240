import { Navigate, Outlet } from 'react-router'
import { useUserId } from '@/entities/user/session'
import { useSignInState } from './returnTo'

/** Shows its routes to those not signed in; the signed-in go on to where they were going. */
export function GuestOnly() {
  const { from = '/', of } = useSignInState()
  const userId = useUserId()
  // Where one person was is no business of the next.
  if (userId !== null) return <Navigate to={of === undefined || of === userId ? from : '/'} replace />
  return <Outlet />
}
