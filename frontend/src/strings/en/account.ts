import { isolate } from '@/lib/isolate'

/* The page about one's own account. */

export const title = 'Account'

export const profile = 'Profile'
export const username = 'Username'
export const usernameHint = 'You sign in with it. Others see it on the changes you make.'
export const email = 'Email'
export const emailNeedsPassword = 'A new address needs your password.'
export const notConfirmed = 'Your email address isn’t confirmed. Notices about low stock wait for that.'
export const sendConfirmation = 'Send a link'
export const confirmationSent = 'A link is on its way to your address'
export const save = 'Save'
export const saved = 'Your profile is saved'

export const password = 'Password'
export const passwordLead = 'Changing it signs you out on your other devices.'
export const oldPassword = 'Current password'
export const newPassword = 'New password'
export const oldMissing = 'Enter your current password.'
export const newMissing = 'Choose a new password.'
export const changePassword = 'Change password'
export const passwordChanged = 'Password changed'
export const passwordChangedWhy = 'Your other devices have been signed out.'

export const devices = 'Devices'
export const devicesLead =
  'Where you’re signed in. Sign out what you don’t recognize, then change your password.'
export const devicesLoading = 'Loading devices'
export const devicesFailed = 'Your devices couldn’t be loaded'
export const thisDevice = 'This device'
export const unknownDevice = 'Unknown device'
export const samsungBrowser = 'Samsung Internet'
export const browserOn = (browser: string, system: string) => `${browser} on ${system}`
export const signOutDevice = 'Sign out'
export const signOutOf = (device: string) => `Sign out of ${isolate(device)}`
export const deviceSignedOut = (device: string) => `Signed out of ${isolate(device)}`
export const since = 'Signed in'
export const lastUsed = 'last used'

export const appearance = 'Appearance'
export const theme = 'Theme'
export const languageHint = 'The words are in English. Numbers, money and the clock follow your browser.'

export const deletion = 'Delete account'
export const deletionLead = 'Your products stay, without an owner. The history keeps your name.'
export const deleteAccount = 'Delete my account'
export const deleteTitle = 'Delete your account?'
export const deleteWhat =
  'Products you own stay, without an owner: managers look after them. The history keeps your name. This can’t be undone.'
export const deletePassword = 'Your password, to confirm'
export const deleteConfirm = 'Delete account'
export const keepIt = 'Keep it'
