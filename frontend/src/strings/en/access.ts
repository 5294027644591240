import { isolate } from '@/lib/isolate'
import { formatList } from '@/lib/locale'

/* What a person may do: the roles, and why a button is not there and whom to ask. */

export const roles = { viewer: 'Viewer', operator: 'Operator', manager: 'Manager', admin: 'Admin' }
/** In the middle of a sentence. */
export const roleInSentence = {
  viewer: 'a viewer',
  operator: 'an operator',
  manager: 'a manager',
  admin: 'an admin',
}
export const roleMeaning = {
  viewer: 'Sees everything, changes nothing.',
  operator: 'Adds products, and changes their own.',
  manager: 'Changes every product and all stock.',
  admin: 'Also manages people and settings.',
}

/** Said to the person. */
export const youMay = {
  viewer: 'You can see everything, and change nothing.',
  operator: 'You can add products, and change your own.',
  manager: 'You can change every product and all stock.',
  admin: 'You can change everything, and manage people and settings.',
}

const whom = (admins: readonly string[]) =>
  admins.length > 0 ? formatList(admins.map(isolate)) : 'an administrator'

export const youCanLook = (admins: readonly string[]) => `You can look. Ask ${whom(admins)} for access.`
export const cannotAdd = 'You can’t add products'
export const cannotEdit = 'You can’t change products'
export const cannotAddWhy = (admins: readonly string[]) =>
  `Your role lets you look at everything, and change nothing. Ask ${whom(admins)} for access.`
export const notYours = (owner: string, admins: readonly string[]) =>
  `${isolate(owner)} owns this product. To change it, ask them or ${whom(admins)}.`
export const ownerless = (admins: readonly string[]) =>
  `Nobody owns this product. To change it, ask ${whom(admins)}.`
export const adminsOnly = 'This page is for admins'
export const adminsOnlyWhy = (admins: readonly string[]) =>
  `Ask ${whom(admins)} if something should change here.`
