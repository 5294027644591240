/* Signing in, creating an account, signing out. */

export const signIn = 'Sign in'
export const createAccount = 'Create account'
export const createTitle = 'Create an account'
export const createLead = 'See every product and its history. Add your own, and change their stock.'

export const leadSignedOut = 'You’ve signed out.'
export const leadReturning = 'Sign in to continue.'
export const lead = 'Accurate stock on every screen, live.'

export const storageRefused =
  'This browser blocks storage for this site. You can sign in, but only in this tab and until you reload or close it.'

export const noAccount = 'No account yet?'
export const createOne = 'Create one'
export const askForAccount = 'No account yet? Ask an administrator for one.'
export const needsSetUp =
  'There’s no account yet. Open the set-up link that the server printed when it started.'
export const closedTitle = 'Registration is closed'
export const registrationClosed = 'Ask an administrator for an account.'
export const forgotPassword = 'Forgot your password?'
export const haveAccount = 'Have an account?'

export const username = 'Username'
export const usernameHint = 'Shown next to the changes you make.'
export const email = 'Email'
export const password = 'Password'
export const passwordHint = 'At least 8 characters. Avoid common passwords.'
export const showPassword = 'Show password'

export const usernameMissing = 'Enter your username.'
export const passwordMissing = 'Enter your password.'
export const chooseUsername = 'Choose a username.'
export const choosePassword = 'Choose a password.'
export const emailWrong = 'Enter an email address, like name@example.com.'
export const wrongCredentials = 'Incorrect username or password.'
