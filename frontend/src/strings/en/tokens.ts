import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Tokens: what programs and wall screens sign in with. */

export const title = t`Tokens`
export const lead = t`A program signs in with a token instead of your password. It can do only what you allow here, and never more than you can.`
export const loading = t`Loading tokens`
export const failed = t`Couldn’t load the tokens`
export const none = t`No tokens yet.`

export const create = t`New token`
export const createTitle = t`New token`
export const createTitleFor = (name: string) => t`New token for ${isolate(name)}`
export const name = t`Name`
export const nameHint = t`Shown next to changes made with it: “ana via Label printer”.`
export const nameMissing = t`Give the token a name.`
export const scopes = t`What it can do`
export const scopesMissing = t`Choose what the token can do.`
export const scopeNames = {
  read: t`Read`,
  stock: t`Adjust stock`,
  products: t`Change products`,
  admin: t`Read admin data`,
}
export const scopeMeaning = {
  read: t`See products, stock and history, live.`,
  stock: t`Count, receive, sell and correct; revert movements.`,
  products: t`Add, change and delete products and categories; import files.`,
  admin: t`Read what only admins read, such as people and invitations.`,
}
export const expires = t`Valid for`
export const lifetimes = (days: number) =>
  days % 365 === 0
    ? plural(days / 365, { one: '# year', other: '# years' })
    : plural(days, { one: '# day', other: '# days' })
export const make = t`Create token`

export const madeTitle = t`Your new token`
export const onlyOnce = t`Copy it now: it’s shown only once.`
export const until = (when: string) => t`It works until ${when}.`
export const token = t`Token`
export const wall = t`Link for a wall screen`
export const wallHint = t`Shows the stock live. Nothing can be changed from it, but anyone with the link can see the whole inventory.`
export const qrCode = t`QR code of the link for a wall screen`
export const copy = t`Copy`
export const copied = t`Copied`
export const notCopied = t`Couldn’t copy it. Select it and copy it by hand.`
export const done = t`Done`

export const lastUsed = t`last used`
export const neverUsed = t`never used`
export const expiresOn = (day: string) => t`until ${day}`
export const expired = t`Expired`
export const remove = t`Delete`
export const removeFor = (token: string) => t`Delete the token ${isolate(token)}`
export const removeTitle = (token: string) => t`Delete the token ${isolate(token)}?`
export const removeWhat = t`Programs that use it are signed out right away and can’t sign in again.`
export const removed = (token: string) => t`${isolate(token)} deleted`
export const notRemoved = t`Couldn’t delete the token`
export const keep = t`Keep it`

export const ofAccount = (name: string) => t`Tokens of ${isolate(name)}`
export const service = t`Service account`
export const addService = t`New service account`
export const serviceWhat = t`For a program or a wall screen. It uses tokens instead of a password.`
export const serviceName = t`Name`
export const serviceNameHint = t`For example, label-printer. Shown next to the changes it makes.`
export const serviceNameMissing = t`Give the account a name.`
export const serviceRole = t`Role`
export const createService = t`Create account`
export const deleteService = t`Delete account`
export const deleteServiceTitle = (name: string) => t`Delete ${isolate(name)}?`
export const deleteServiceWhat = t`Its tokens stop working right away. Its products stay, and the history keeps its name.`
export const serviceDeleted = (name: string) => t`${isolate(name)} deleted`
