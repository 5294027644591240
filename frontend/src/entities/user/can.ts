import { useMemo, useState } from 'react'
import type { CurrentUser } from './currentUser'
import { useCurrentUser } from './currentUser'
import { useUserId } from './session'

type Granted = CurrentUser['rights'][number]

/** Who asks. The name, the role and what it gives are known a moment after the id. */
export interface Person {
  id: number | null
  username: string | null
  /** Null: not known yet. */
  role: CurrentUser['role'] | null
  rights: readonly Granted[]
}

/** A product, as far as rights go. */
interface Owned {
  created_by: number | null
}

/** What each right is asked about. */
interface Subjects {
  'product:create': []
  /** What becomes of each row is decided row by row. */
  'import:run': []
  'product:edit': [product: Owned]
  /** To change something of some product, so that selecting products leads anywhere. */
  'product:select': []
  'stock:adjust': [product: Owned]
  'stock:adjust-any': []
  'movement:revert': [movement: { actor: string | null }]
  'category:create': []
  /** To rename, merge, reorder and delete them. */
  'category:manage': []
  'view:save': []
  'label:save': []
  'people:manage': []
  'place:manage': []
  'audit:read': []
  /** Whether any page of the settings is theirs. */
  'settings:see': []
}

type Rights = { [Right in keyof Subjects]: (person: Person, ...subject: Subjects[Right]) => boolean }

/** What the server allows. It has the last word: these say what to offer. */
const RIGHTS: Rights = {
  'product:create': (person) => has(person, 'product:create'),
  'import:run': (person) => has(person, 'product:create'),
  'product:edit': (person, product) =>
    has(person, isOwner(person, product) ? 'product:edit_own' : 'product:edit_any'),
  'product:select': (person) => CHANGES.some((right) => has(person, right)),
  'stock:adjust': (person, product) =>
    has(person, isOwner(person, product) ? 'stock:adjust_own' : 'stock:adjust_any'),
  'stock:adjust-any': (person) => has(person, 'stock:adjust_any'),
  // A movement does not say whose product it moved: own movements, and for who adjusts any product all.
  'movement:revert': (person, { actor }) =>
    has(person, 'stock:adjust_any') ||
    (has(person, 'stock:adjust_own') && actor !== null && actor === person.username),
  'category:create': (person) => has(person, 'category:create'),
  'category:manage': (person) => has(person, 'category:manage'),
  'view:save': (person) => has(person, 'view:save'),
  'label:save': (person) => has(person, 'label:save'),
  'people:manage': (person) => has(person, 'people:manage'),
  'place:manage': (person) => has(person, 'place:manage'),
  'audit:read': (person) => has(person, 'audit:read'),
  'settings:see': (person) => SETTINGS.some((right) => has(person, right)),
}

const SETTINGS: readonly Granted[] = ['people:manage', 'category:manage', 'place:manage', 'audit:read']

const CHANGES: readonly Granted[] = [
  'product:edit_own',
  'product:edit_any',
  'stock:adjust_own',
  'stock:adjust_any',
]

/** `can(person, 'product:edit', product)` */
export function can<Right extends keyof Subjects>(
  person: Person,
  right: Right,
  ...subject: Subjects[Right]
): boolean {
  return RIGHTS[right](person, ...subject)
}

/** The signed-in person. What they may do follows the server: see `currentUser.ts`. */
export function usePerson(): Person {
  const id = useUserId()
  const user = useCurrentUser()
  return useMemo(() => personOf(id, user), [id, user])
}

/** Whoever loses a right while they type keeps the form, and hears of it from the server: what was allowed once, stays. */
export function useStaysAllowed(isAllowed: boolean): boolean {
  const [wasAllowed, setWasAllowed] = useState(isAllowed)
  if (isAllowed && !wasAllowed) setWasAllowed(true)
  return isAllowed || wasAllowed
}

export function personOf(id: number | null, user: CurrentUser | undefined): Person {
  return {
    id,
    username: user?.username ?? null,
    role: user?.role ?? null,
    rights: user?.rights ?? [],
  }
}

function has({ rights }: Person, right: Granted): boolean {
  return rights.includes(right)
}

function isOwner({ id }: Person, { created_by }: Owned): boolean {
  return id !== null && created_by === id
}
