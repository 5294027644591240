import { isolate } from '@/lib/isolate'
import { plural } from '@/lib/plural'

/* Settings, and the people in it: accounts, roles, invitations. */

export const title = 'People'
export const count = (total: number) => plural(total, { one: '# person', other: '# people' })
export const loading = 'Loading people'
export const failed = 'The people couldn’t be loaded'

export const columns = { name: 'Name', role: 'Role', lastSeen: 'Last seen', actions: 'Actions' }
export const you = 'You'
export const never = 'Never'
export const neverSeen = 'Never seen'
/** Before when that was. */
export const seen = 'Seen'
export const deactivated = 'Deactivated'
export const roleOf = (name: string) => `Role of ${isolate(name)}`
export const moreFor = (name: string) => `More for ${isolate(name)}`
export const roleChanged = (name: string, role: string) => `${isolate(name)} is now ${role}`
export const roleNotChanged = 'The role was not changed'

export const ownRoleTitle = 'Give up your admin role?'
export const ownRoleWhat = 'You won’t see this page any more. Another admin has to give the role back.'
export const giveUp = 'Give it up'
export const keepRole = 'Keep it'

export const deactivate = 'Deactivate'
export const activate = 'Activate'
export const deactivateTitle = (name: string) => `Deactivate ${isolate(name)}?`
export const deactivateWhat =
  'They are signed out everywhere at once, and can’t sign in. Their products and their history stay. You can activate the account again.'
export const isDeactivated = (name: string) => `${isolate(name)} is deactivated`
export const isActivated = (name: string) => `${isolate(name)} can sign in again`
export const notChanged = 'Nothing was changed'
export const keepActive = 'Keep active'

export const resetLink = 'Reset link'
export const resetLinkTitle = (name: string) => `Reset link for ${isolate(name)}`
export const resetLinkWhat = (name: string) =>
  `${isolate(name)} can choose a new password with it. The link works once; give it to nobody else.`
export const resetLinkMake = 'Make link'

export const invite = 'Invite'
export const inviteTitle = 'Invite somebody'
export const inviteRole = 'Role'
export const inviteEmail = 'Email'
export const inviteEmailHint = 'Only to remember whom the link is for.'
export const inviteExpires = 'Works for'
export const days = (count: number) => plural(count, { one: '# day', other: '# days' })
export const createLink = 'Create link'
export const linkTitle = 'Invitation link'
export const linkOnce = 'Copy it now: it’s shown only once. Whoever opens it first can use it, once.'
export const linkUntil = (when: string) => `It works until ${when}.`
export const linkLabel = 'Link'
export const copy = 'Copy'
export const copied = 'Copied'
export const notCopied = 'The link couldn’t be copied. Select it and copy it by hand.'
export const qrCode = 'QR code of the link'
export const done = 'Done'

export const invitations = 'Invitations'
export const invitedBy = (name: string) => `by ${isolate(name)}`
export const used = 'used'
export const usedBy = (name: string) => `used by ${isolate(name)}`
export const until = (day: string) => `until ${day}`
export const anybody = 'Anybody with the link'
export const revoke = 'Revoke'
export const revokeFor = (whom: string) => `Revoke the invitation for ${isolate(whom)}`
export const revokeTitle = 'Revoke this invitation?'
export const revokeWhat = 'Its link stops working at once.'
export const revoked = 'Invitation revoked'
export const keepInvitation = 'Keep it'
