import { useEffect } from 'react'
import { Navigate } from 'react-router'
import { signOut } from '@/features/auth/requests'
import type { SignInState } from '@/features/auth/returnTo'
import { useUserId } from '@/features/auth/session'

const loggedOut: SignInState = { signedOut: true }

/** Logging out is an address, so that unsaved work is guarded as it is before any other navigation. */
export function LogoutPage() {
  const userId = useUserId()
  useEffect(() => {
    // This browser is signed out even when the server cannot be told; the token then lapses by itself.
    signOut().catch(() => undefined)
  }, [])
  return userId === null ? <Navigate to="/login" replace state={loggedOut} /> : null
}
