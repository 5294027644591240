import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The page about one's own account. */

export const title = t`Account`

export const profile = t`Profile`
export const username = t`Username`
export const usernameHint = t`You sign in with this. Others see it next to your changes.`
export const email = t`Email`
export const emailNeedsPassword = t`Enter your password to change your email address.`
export const notConfirmed = t`Confirm your email address to get low-stock alerts.`
export const sendConfirmation = t`Send confirmation link`
export const confirmationSent = t`Link sent. Check your email.`
export const save = t`Save`
export const saved = t`Profile saved`

export const password = t`Password`
export const passwordLead = t`Changing it signs you out on your other devices.`
export const oldPassword = t`Current password`
export const newPassword = t`New password`
export const oldMissing = t`Enter your current password.`
export const newMissing = t`Choose a new password.`
export const changePassword = t`Change password`
export const passwordChanged = t`Password changed`
export const passwordChangedWhy = t`Your other devices have been signed out.`

export const devices = t`Devices`
export const devicesLead = t`Where you’re signed in. Sign out any device you don’t recognize, then change your password.`
export const devicesLoading = t`Loading devices`
export const devicesFailed = t`Couldn’t load your devices`
export const thisDevice = t`This device`
export const unknownDevice = t`Unknown device`
export const samsungBrowser = 'Samsung Internet'
export const browserOn = (browser: string, system: string) => t`${browser} on ${system}`
export const signOutDevice = t`Sign out`
export const signOutOf = (device: string) => t`Sign out of ${isolate(device)}`
export const deviceSignedOut = (device: string) => t`Signed out of ${isolate(device)}`
export const since = t`Signed in`
export const lastUsed = t`last used`

export const appearance = t`Appearance`
export const language = t`Language`
export const theme = t`Theme`
export const appearanceLead = t`Numbers, prices and dates follow the language. Saved in this browser only.`

export const deletion = t`Delete account`
export const deletionLead = t`Your products stay, with no owner. Your name stays in the history.`
export const deleteAccount = t`Delete my account`
export const deleteTitle = t`Delete your account?`
export const deleteWhat = t`Your products stay, and managers look after them. Your name stays in the history. This can’t be undone.`
export const deletePassword = t`Confirm with your password`
export const deleteConfirm = t`Delete account`
export const keepIt = t`Keep it`
