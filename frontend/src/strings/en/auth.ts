/* Signing in, creating an account, signing out. */

export const signIn = 'Sign in'
export const createAccount = 'Create account'
export const createTitle = 'Create an account'
export const createLead = 'See every product, and add your own.'

export const leadSignedOut = 'You are logged out.'
export const leadReturning = 'Sign in, and you go on to the page you asked for.'
export const lead = 'Stock that is always true, on every screen.'

export const storageRefused =
  'This browser does not let this site keep anything. You can sign in, in this tab only and until it is reloaded or closed.'

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
export const usernameHint = 'Others see it on the changes you make.'
export const email = 'Email'
export const password = 'Password'
export const passwordHint = 'At least 8 characters, and not a common one.'
export const showPassword = 'Show password'

export const usernameMissing = 'Enter your username.'
export const passwordMissing = 'Enter your password.'
export const chooseUsername = 'Choose a username.'
export const choosePassword = 'Choose a password.'
export const emailWrong = 'Enter an email address, like name@example.com.'
export const wrongCredentials = 'The username or the password is not right.'
