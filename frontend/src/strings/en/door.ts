import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The ways in beside signing in: invitations, the first account, a forgotten password. */

export const joinTitle = t`Join LR Inventory`
export const joinLead = (inviter: string, role: string) =>
  t`${isolate(inviter)} invited you to join as ${role}.`
export const joinLeadPlain = (role: string) => t`You’re invited to join as ${role}.`
export const join = t`Join`
export const invitationGone = t`This invitation no longer works`
export const invitationGoneWhy = t`This invitation is no longer valid. Ask the person who sent it for a new one.`
export const linkFailed = t`Couldn’t check the link`
export const signedInTitle = t`You’re already signed in`
export const signedInWhy = t`Invitations are for people without an account. Sign out to use this one.`
export const signOut = t`Sign out`
export const stay = t`Stay signed in`

export const setUpTitle = t`Set up LR Inventory`
export const setUpLead = t`Create the first account. It’s an admin account, so you can invite everyone else.`

export const forgotTitle = t`Forgot your password?`
export const forgotLead = t`Enter your email address. We’ll send you a link to choose a new password.`
export const forgotNoMail = t`This server can’t send email. Ask an admin for a reset link.`
export const sendLink = t`Send link`
export const linkSent = t`Check your email`
export const linkSentWhy = t`If this address has an account, a link is on its way. It works once and expires soon.`
export const backToSignIn = t`Back to sign in`

export const resetTitle = t`Choose a new password`
export const resetLead = (name: string) =>
  t`For ${isolate(name)}. This signs you out on every device; sign in again with the new password.`
export const savePassword = t`Save password`
export const newPassword = t`New password`
export const resetDone = t`Your password has been changed`
export const resetDoneWhy = t`Sign in with the new one.`
export const resetGone = t`This link no longer works`
export const resetGoneWhy = t`It has already been used or has expired. Ask for a new one.`
export const askAgain = t`Ask for a new link`

export const inviteOnlyTitle = t`You need an invitation`
export const inviteOnly = t`Accounts here are by invitation only. Ask an admin for a link.`
export const checking = t`Checking the link`

export const confirmTitle = t`Confirm your email address`
export const confirmLead = t`We’ll send low-stock alerts to this address.`
export const confirm = t`Confirm`
export const confirmDone = t`Your email address is confirmed`
export const confirmDoneWhy = t`We’ll send low-stock alerts there.`
export const confirmGoneWhy = t`It has already been used or has expired. Send a new one from your account page.`
