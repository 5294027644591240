import { useEffect } from 'react'
import { Navigate } from 'react-router'
import { useUserId } from '@/entities/user/session'
import { signOut } from '@/features/account/requests'
import type { SignInState } from '@/features/account/returnTo'
import { sessionWorkDone } from '@/lib/session'

/** Milliseconds that logging out waits for what is still on its way to the server. */
const PATIENCE_MS = 3000

const loggedOut: SignInState = { signedOut: true }

/** Logging out is an address, so that unsaved work is guarded as it is before any other navigation. */
export function LogoutPage() {
  const userId = useUserId()
  useEffect(() => {
    // This browser is signed out even when the server cannot be told; the token then lapses by itself.
    sessionWorkDone(PATIENCE_MS)
      .then(signOut)
      .catch(() => undefined)
  }, [])
  return userId === null ? <Navigate to="/login" replace state={loggedOut} /> : null
}
