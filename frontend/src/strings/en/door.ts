import { isolate } from '@/lib/isolate'

/* The ways in beside signing in: invitations, the first account, a forgotten password. */

export const joinTitle = 'Join LR Inventory'
export const joinLead = (inviter: string, role: string) => `${isolate(inviter)} invites you as ${role}.`
export const joinLeadPlain = (role: string) => `You’re invited as ${role}.`
export const join = 'Join'
export const invitationGone = 'This invitation no longer works'
export const invitationGoneWhy =
  'It has been used, has expired, or was taken back. Ask whoever sent it for a new one.'
export const linkFailed = 'The link couldn’t be checked'
export const signedInTitle = 'You’re signed in already'
export const signedInWhy = 'An invitation is for somebody without an account. Sign out to use it.'
export const signOut = 'Sign out'
export const stay = 'Stay signed in'

export const setUpTitle = 'Set up LR Inventory'
export const setUpLead = 'Create the first account. It’s an admin’s: it can invite everybody else.'

export const forgotTitle = 'Forgot your password?'
export const forgotLead = 'Enter your email address. We’ll send you a link to choose a new password.'
export const forgotNoMail = 'This server can’t send email. Ask an administrator for a reset link.'
export const sendLink = 'Send link'
export const linkSent = 'Check your email'
export const linkSentWhy =
  'If there’s an account with this address, a link is on its way. It works once, and for a short time.'
export const backToSignIn = 'Back to sign in'

export const resetTitle = 'Choose a new password'
export const resetLead = (name: string) =>
  `For ${isolate(name)}. Every device is signed out; sign in again with the new password.`
export const savePassword = 'Save password'
export const newPassword = 'New password'
export const resetDone = 'Your password has been changed'
export const resetDoneWhy = 'Sign in with the new one.'
export const resetGone = 'This link no longer works'
export const resetGoneWhy = 'It has been used or has expired. Ask for a new one.'
export const askAgain = 'Ask for a new link'

export const inviteOnlyTitle = 'You need an invitation'
export const inviteOnly = 'Accounts here are made by invitation. Ask an administrator for a link.'
export const checking = 'Checking the link'

export const confirmTitle = 'Confirm your email address'
export const confirmLead = 'Notices about low stock will be sent to it.'
export const confirm = 'Confirm'
export const confirmDone = 'Your address is confirmed'
export const confirmDoneWhy = 'Notices about low stock go there from now on.'
export const confirmGoneWhy = 'It has been used or has expired. Ask for a new one on your account page.'
