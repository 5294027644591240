import { type Path, useSearchParams } from 'react-router'
import { openOne } from '@/lib/openOne'
import type { ListParams } from './queries'

/** In the address of a list or a product: the moment that it is shown as of. */
const AT = 'at'

/** Opens the dialog that asks for a moment, and then leads to this address as it was then. */
export const { set: openAsOf, useValue: useOpenAsOf } = openOne<Pick<Path, 'pathname' | 'search'>>()

/** The moment that the address asks for, as it stands there; null for now. */
export function useAt(): string | null {
  return useSearchParams()[0].get(AT)
}

export function atOf(search: string): string | null {
  return new URLSearchParams(search).get(AT)
}

export function hasAt(search: URLSearchParams): boolean {
  return search.has(AT)
}

/** The same address at another moment; null for now. */
export function addressAt({ pathname, search }: Pick<Path, 'pathname' | 'search'>, at: string | null) {
  const params = new URLSearchParams(search)
  params.delete(AT)
  // Of now: the product that is open beside the list.
  params.delete('product')
  params.delete('edit')
  if (at !== null) params.set(AT, at)
  return { pathname, search: params.size > 0 ? `?${params}` : '' }
}

/** What is asked for of a list of the past: it has every order but that of the last change. */
export function ofThen({ ordering, ...params }: ListParams): ListParams {
  const isKnown = ordering !== 'updated_at' && ordering !== '-updated_at'
  return isKnown && ordering ? { ...params, ordering } : params
}
