import { useLocation } from 'react-router'

/** What travels with a person to the sign-in pages. */
export interface SignInState {
  /** The address inside the app to go to after signing in. */
  from?: string
  /** Whose address that was, where somebody was signed in there. */
  of?: number
  /** They came by logging out. */
  signedOut?: boolean
}

export function useSignInState(): SignInState {
  const { state } = useLocation()
  return isSignInState(state) ? state : {}
}

function isSignInState(value: unknown): value is SignInState {
  return typeof value === 'object' && value !== null
}
