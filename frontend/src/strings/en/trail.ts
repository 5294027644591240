import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'
import { reasons } from './stock'

/* Who changed which field: in a product's history, and on the admins' page. */

/** Of products, accounts and the other things that are followed. */
export const fields: Partial<Record<string, string>> = {
  name: t`Name`,
  sku: t`SKU`,
  description: t`Description`,
  category: t`Category`,
  barcode: t`Barcode`,
  price: t`Price`,
  reorder_level: t`Reorder at`,
  image: t`Picture`,
  more_pictures: t`More pictures`,
  is_active: t`Active`,
  owner: t`Owner`,
  username: t`Username`,
  email: t`Email`,
  first_name: t`First name`,
  last_name: t`Last name`,
  password: t`Password`,
  is_staff: t`Can use the admin pages`,
  is_superuser: t`Superuser`,
  groups: t`Groups`,
  user_permissions: t`Permissions`,
  permissions: t`Permissions`,
  query: t`Filters`,
  scope: t`Products`,
  scopes: t`What it can do`,
  shared: t`Shared`,
  media: t`Labels`,
  geometry: t`Size`,
  layout: t`Layout`,
  code: t`Code`,
  lines: t`Text`,
  show_price: t`Shows the price`,
  position: t`Position`,
  filename: t`File`,
  kind: t`Kind`,
  state: t`Status`,
  purpose: t`Purpose`,
  role: t`Role`,
  user: t`Account`,
  expires_at: t`Valid until`,
  used_at: t`Used`,
  used_by: t`Used by`,
  created_at: t`Added`,
  through: t`Up to entry`,
  hash: t`Hash`,
  currency: t`Currency`,
  trash_days: t`Days in the trash`,
  reasons: t`Reasons offered`,
  registration: t`Who can create an account`,
}
/** What the API's words for these fields mean. */
export const values: Partial<Record<string, Partial<Record<string, string>>>> = {
  role: { viewer: t`Viewer`, operator: t`Operator`, manager: t`Manager`, admin: t`Admin` },
  purpose: {
    invitation: t`Invitation`,
    setup: t`First account`,
    password: t`New password`,
    email: t`Email confirmation`,
  },
  kind: { products: t`Products`, stock: t`Stock count` },
  reasons,
  state: {
    new: t`Not checked`,
    checked: t`Ready to import`,
    applying: t`Unfinished`,
    applied: t`Imported`,
    partly: t`Partly imported`,
    undone: t`Undone`,
  },
  scopes: {
    read: t`Read`,
    stock: t`Adjust stock`,
    products: t`Change products`,
    admin: t`Read admin data`,
  },
}
export const yes = t`Yes`
export const no = t`No`
export const none = t`none`
export const changed = t`changed`
export const becomes = t`is now`
export const was = t`was`

export const added = t`Added to the inventory`
export const restored = t`Restored from the trash`
export const deleted = t`Deleted`
export const changesFailed = t`Couldn’t load the field changes.`
export const putBack = t`Restore`
export const putBackTo = (field: string, value: string) => t`Restore ${field} to ${isolate(value)}`
export const isBack = (field: string, value: string) => t`${field} is ${isolate(value)} again`
export const notPutBack = t`Nothing was restored`
export const changedMeanwhile = t`Someone changed it at the same time. Check the new value and try again.`

export const title = t`Audit trail`
export const count = (total: number) => plural(total, { one: '# entry', other: '# entries' })
export const loading = t`Loading the audit trail`
export const failed = t`Couldn’t load the audit trail`
export const noMatch = t`No matches`
export const noMatchHint = t`No entries match these filters. Change one, or clear them all.`
export const empty = t`Nothing has happened yet`
export const emptyHint = t`Every change and every sign-in appears here.`
export const columns = { when: t`When`, who: t`Who`, action: t`Action`, object: t`What`, changes: t`Changes` }
export const kinds: Partial<Record<string, string>> = {
  product: t`Product`,
  category: t`Category`,
  account: t`Account`,
  view: t`Saved view`,
  import: t({ message: 'Import', context: 'kind of entry' }),
  link: t`Link`,
  label: t`Label template`,
  token: t`Token`,
  group: t`Group`,
  place: t`Place settings`,
  trail: t`Audit trail`,
}
export const actions: Partial<Record<string, string>> = {
  create: t`Added`,
  update: t`Changed`,
  delete: t`Deleted`,
  sign_in: t`Signed in`,
  sign_out: t`Signed out`,
  refused: t`Sign-in refused`,
  erase: t`Person erased`,
  prune: t`Old entries removed`,
}
export const sources: Partial<Record<string, string>> = {
  admin: t`on the admin pages`,
  command: t`by a command`,
  import: t`by an import`,
}
export const from = (address: string) => t`from ${address}`
export const allKinds = t`Everything`
export const allActions = t`All actions`
export const kindLabel = t`What`
export const actionLabel = t`Action`
export const actorLabel = t`Who`
export const anybody = t`Anyone`
export const sinceLabel = t`From`
export const untilLabel = t`To`
export const clear = t`Clear`
export const showOlder = t`Show older`
export const exportWord = t`Export`
export const exportAsCsv = t`Export as CSV`
export const exported = t`Entries saved as CSV`
export const exportFailed = t`Couldn’t export`
export const nobody = t`Not signed in`
