import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Settings, and the people in it: accounts, roles, invitations. */

export const title = t`People`
export const count = (total: number) => plural(total, { one: '# person', other: '# people' })
export const loading = t`Loading people`
export const failed = t`Couldn’t load people`

export const columns = { name: t`Name`, role: t`Role`, lastSeen: t`Last seen`, actions: t`Actions` }
export const you = t`You`
export const never = t`Never`
export const neverSeen = t`Never seen`
/** Before when that was. */
export const seen = t`Seen`
export const deactivated = t`Deactivated`
export const roleOf = (name: string) => t`Role of ${isolate(name)}`
export const moreFor = (name: string) => t`More actions for ${isolate(name)}`
export const roleChanged = (name: string, role: string) => t`${isolate(name)} is now ${role}`
export const roleNotChanged = t`Couldn’t change the role`

export const ownRoleTitle = t`Give up your admin role?`
export const ownRoleWhat = t`You’ll lose access to this page. Only another admin can give the role back.`
export const giveUp = t`Give it up`
export const keepRole = t`Keep it`

export const deactivate = t`Deactivate`
export const activate = t`Activate`
export const deactivateTitle = (name: string) => t`Deactivate ${isolate(name)}?`
export const deactivateWhat = t`They’re signed out everywhere right away and can’t sign in. Their products and history stay. You can reactivate the account later.`
export const isDeactivated = (name: string) => t`${isolate(name)} is deactivated`
export const isActivated = (name: string) => t`${isolate(name)} can sign in again`
export const notChanged = t`Nothing was changed`
export const keepActive = t`Keep active`

export const resetLink = t`Reset link`
export const resetLinkTitle = (name: string) => t`Reset link for ${isolate(name)}`
export const resetLinkWhat = (name: string) =>
  t`${isolate(name)} can choose a new password with it. The link works once; don’t give it to anyone else.`
export const resetLinkMake = t`Create link`

export const invite = t`Invite`
export const inviteTitle = t`Invite someone`
export const inviteRole = t`Role`
export const inviteEmail = t`Email`
export const inviteEmailHint = t`Just a reminder of who the link is for.`
export const inviteExpires = t`Valid for`
export const days = (count: number) => plural(count, { one: '# day', other: '# days' })
export const createLink = t`Create link`
export const linkTitle = t`Invitation link`
export const linkOnce = t`Copy it now: it’s shown only once. The first person to use it can join; then it stops working.`
export const linkUntil = (when: string) => t`It works until ${when}.`
export const linkLabel = t`Link`
export const copy = t`Copy`
export const copied = t`Copied`
export const notCopied = t`Couldn’t copy the link. Select it and copy it by hand.`
export const qrCode = t`QR code of the link`
export const done = t`Done`

export const invitations = t`Invitations`
export const invitedBy = (name: string) => t`by ${isolate(name)}`
export const used = t`used`
export const usedBy = (name: string) => t`used by ${isolate(name)}`
export const until = (day: string) => t`until ${day}`
export const anybody = t`Anyone with the link`
export const revoke = t`Revoke`
export const revokeFor = (whom: string) => t`Revoke the invitation for ${isolate(whom)}`
export const revokeTitle = t`Revoke this invitation?`
export const revokeWhat = t`Its link stops working right away.`
export const revoked = t`Invitation revoked`
export const keepInvitation = t`Keep it`
