import { useMemo } from 'react'
import { type CurrentUser, useCurrentUser } from './currentUser'
import { useUserId } from './session'

/** Who asks. The name and the permissions are known a moment after the id. */
export interface Person {
  id: number | null
  username: string | null
  permissions: CurrentUser['permissions']
}

/** A product, as far as rights go. */
interface Owned {
  created_by: number | null
}

const ADJUST_ANY = 'api.adjust_any_stock'

/** What each right is asked about. */
interface Subjects {
  'product:edit': [product: Owned]
  'stock:adjust': [product: Owned]
  'stock:adjust-any': []
  'movement:revert': [movement: { actor: string | null }]
}

type Rights = { [Right in keyof Subjects]: (person: Person, ...subject: Subjects[Right]) => boolean }

/** What the server allows. It has the last word: these say what to offer. */
const RIGHTS: Rights = {
  'product:edit': isOwner,
  'stock:adjust': (person, product) => isKeeper(person) || isOwner(person, product),
  'stock:adjust-any': isKeeper,
  // A movement does not say whose product it moved: own movements, and for stock keepers all.
  'movement:revert': (person, { actor }) => isKeeper(person) || (actor !== null && actor === person.username),
}

/** `can(person, 'product:edit', product)` */
export function can<Right extends keyof Subjects>(
  person: Person,
  right: Right,
  ...subject: Subjects[Right]
): boolean {
  return RIGHTS[right](person, ...subject)
}

/** The signed-in person. */
export function usePerson(): Person {
  const id = useUserId()
  const user = useCurrentUser()
  return useMemo(
    () => ({ id, username: user?.username ?? null, permissions: user?.permissions ?? [] }),
    [id, user],
  )
}

function isOwner({ id }: Person, { created_by }: Owned): boolean {
  return id !== null && created_by === id
}

/** A stock keeper adjusts every product. */
function isKeeper({ permissions }: Person): boolean {
  return permissions.includes(ADJUST_ANY)
}
