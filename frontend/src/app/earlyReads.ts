import { readEarly } from '@/lib/api/early'

const SHARED = [{ path: 'account/' }, { path: 'config/' }]
/**
 * As the queries of Home ask, which are in the part that is still on its way. The figures and views above the list are
 * not among them: they come when its rows are drawn, and not all at once.
 */
const HOME = [{ path: 'products/', params: { limit: 50 } }, ...SHARED]

/** Begins what the page at this address will ask for first. */
export function beginReads({ pathname, search }: Location): void {
  readEarly(pathname === '/' && search === '' ? HOME : SHARED)
}
