import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Signing in, creating an account, signing out. */

export const signIn = t`Sign in`
export const createAccount = t`Create account`
export const createTitle = t`Create an account`
export const createLead = t`See every product and its history. Add your own, and change their stock.`

export const leadSignedOut = t`You’ve signed out.`
export const leadReturning = t`Sign in to continue.`
export const lead = t`Accurate stock on every screen, live.`

export const storageRefused = t`This browser blocks storage for this site. You can sign in, but reloading or closing this tab signs you out.`

export const noAccount = t`No account yet?`
export const createOne = t`Create one`
export const askForAccount = t`No account yet? Ask an admin for one.`
export const needsSetUp = t`There’s no account yet. Open the setup link the server printed when it started.`
export const closedTitle = t`Registration is closed`
export const registrationClosed = t`Ask an admin for an account.`
export const forgotPassword = t`Forgot your password?`
export const haveAccount = t`Have an account?`

export const username = t`Username`
export const usernameHint = t`Shown next to the changes you make.`
export const email = t`Email`
export const password = t`Password`
export const passwordHint = t`At least 8 characters. Avoid common passwords.`
export const showPassword = t`Show password`

export const usernameMissing = t`Enter your username.`
export const passwordMissing = t`Enter your password.`
export const chooseUsername = t`Choose a username.`
export const choosePassword = t`Choose a password.`
export const emailWrong = t`Enter an email address, like name@example.com.`
export const maybeOpened = (earlier: string, now: string) =>
  t`An account may have been created for ${isolate(earlier)}. Try to sign in with that first. To create one for ${isolate(now)} too, press the button again.`
export const wrongCredentials = t`Incorrect username or password.`
