import { useRef } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useUserId } from '@/entities/user/session'
import type { SignInState } from './returnTo'

/** Shows its routes to the signed-in only; others sign in first and then come back to this address. */
export function RequireAuth() {
  const userId = useUserId()
  const { pathname, search, hash } = useLocation()
  const last = useRef(userId)
  if (userId !== null) last.current = userId
  if (userId === null) {
    const state: SignInState = { from: pathname + search + hash, of: last.current ?? undefined }
    return <Navigate to="/login" replace state={state} />
  }
  return <Outlet />
}
