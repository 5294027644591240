import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'
import { formatAnyOf, formatList } from '@/lib/locale'

/* What a person may do: the roles, and why a button is not there and whom to ask. */

export const roles = { viewer: t`Viewer`, operator: t`Operator`, manager: t`Manager`, admin: t`Admin` }
/** In the middle of a sentence. */
export const roleInSentence = {
  viewer: t`a viewer`,
  operator: t`an operator`,
  manager: t`a manager`,
  admin: t`an admin`,
}
export const roleMeaning = {
  viewer: t`Sees everything, changes nothing.`,
  operator: t`Adds products, and changes their own.`,
  manager: t`Changes every product and all stock.`,
  admin: t`Also manages people and settings.`,
}

/** Said to the person. */
export const youMay = {
  viewer: t`You can see everything but change nothing.`,
  operator: t`You can add products, and change your own.`,
  manager: t`You can change every product and all stock.`,
  admin: t`You can change everything, and manage people and settings.`,
}

const whom = (admins: readonly string[]) =>
  admins.length > 0 ? formatList(admins.map(isolate)) : t({ message: 'an admin', context: 'whom to ask' })

export const youCanLook = (admins: readonly string[]) => t`You can look. Ask ${whom(admins)} for access.`
export const cannotAdd = t`You can’t add products`
export const cannotEdit = t`You can’t change products`
export const cannotAddWhy = (admins: readonly string[]) =>
  t`You can see everything but change nothing. Ask ${whom(admins)} for access.`
export const notYours = (owner: string, admins: readonly string[]) =>
  t`${isolate(owner)} owns this product. To change it, ask them or ${whom(admins)}.`
export const ownerless = (admins: readonly string[]) =>
  t`This product has no owner. To change it, ask ${whom(admins)}.`
/** `people`: any of them can be asked. */
export const noneIsYours = (count: number, people: readonly string[]) => {
  const whoever = people.length > 0 ? formatAnyOf(people.map(isolate)) : whom([])
  return plural(count, {
    one: `This product isn’t yours. To change it, ask ${whoever}.`,
    other: `None of these products is yours. To change them, ask ${whoever}.`,
  })
}
export const adminsOnly = t`This page is for admins`
export const managersOnly = t`This page is for managers and admins`
export const adminsOnlyWhy = (admins: readonly string[]) =>
  t`Ask ${whom(admins)} if you need something changed here.`
