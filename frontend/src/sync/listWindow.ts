import type { InfiniteData, QueryFunctionContext, QueryKey } from '@tanstack/react-query'
import type { Row } from './row'

/*
 * The part of a list that is loaded: some pages, one after another, anywhere in it. A page knows the cursors that lead
 * on from its two ends; where in the whole list it stands is certain at the list's own ends, and counted from a jump
 * or from the top everywhere else.
 */

/**
 * One page of a list, as of event `seq` of `epoch`. `next` and `prev` are the cursors of the pages around it, null at
 * the ends of the list.
 */
export interface Page {
  rows: Row[]
  /** How many rows there are on all pages. */
  total: number
  /** The place of the first row in the whole list, as far as that is known. */
  start: number
  epoch: string
  seq: number
  next: string | null
  prev: string | null
}

/** Where a page begins or ends; null: at the top of the list. The numbers only say where it will be shown. */
export type PagePlace =
  | { cursor: string; after: number }
  | { cursor: string; before: number }
  | { offset: number }
  | null

export type Pages = readonly Page[]

/** Pages that are kept; the furthest ones are dropped when more come, so that memory does not grow. */
export const MOST_PAGES = 8

/** The place in the whole list of the first loaded row, counting from 0. */
export function windowStart(pages: Pages): number {
  const first = pages[0]
  const last = pages.at(-1)
  if (!first || !last || first.prev === null) return 0
  const behind = last.next === null ? 0 : 1
  const latest = last.total - loadedCount(pages) - behind
  return Math.max(1, last.next === null ? latest : Math.min(first.start, latest))
}

/** How many rows the whole list has: never less than what is loaded says. */
export function listCount(pages: Pages): number {
  const last = pages.at(-1)
  if (!last) return 0
  const end = windowStart(pages) + loadedCount(pages)
  return last.next === null ? end : Math.max(last.total, end + 1)
}

function loadedCount(pages: Pages): number {
  return pages.reduce((sum, { rows }) => sum + rows.length, 0)
}

function nextPlace(pages: Pages): PagePlace {
  const cursor = pages.at(-1)?.next
  return cursor ? { cursor, after: windowStart(pages) + loadedCount(pages) } : null
}

function previousPlace(pages: Pages): PagePlace {
  const cursor = pages[0]?.prev
  return cursor ? { cursor, before: windowStart(pages) } : null
}

/** What a place is called after that has been begun with and is not loaded: neither end of the list, and no cursor. */
const UNREAD = ''

/** A window at `offset` in which nothing is loaded yet. */
export function holeAt(pages: Pages, offset: number): { pages: Page[]; pageParams: PagePlace[] } {
  const [page] = pages
  if (!page) return { pages: [], pageParams: [] }
  const prev = offset > 0 ? UNREAD : null
  return {
    pages: [{ ...page, rows: [], start: offset, prev, next: UNREAD }],
    pageParams: [offset > 0 ? { offset } : null],
  }
}

/** Places in the whole list, counting from 0: from `first` up to, and without, `last`. */
export interface Places {
  first: number
  last: number
}

/** The pages on which these places are, and where they begin; the same object when those are all, or none. */
export function narrowWindow<Data extends { pages: Page[]; pageParams: PagePlace[] }>(
  data: Data,
  { first, last }: Places,
): Data {
  const { pages, pageParams } = data
  const isInSight = ({ start, rows }: Page) => start < last && start + rows.length > first
  const from = pages.findIndex(isInSight)
  const to = pages.findLastIndex(isInSight) + 1
  if (from < 0 || to - from === pages.length) return data
  return { ...data, pages: pages.slice(from, to), pageParams: pageParams.slice(from, to) }
}

/** Whether a jump has begun, or has failed, and nothing is there. */
export function isHole(pages: Pages): boolean {
  return pages[0]?.next === UNREAD
}

/** Query options by which an infinite query is such a window. */
export function windowOptions(
  fetch: (place: PagePlace, signal: AbortSignal) => Promise<Page>,
  pageSize: number,
  maxPages: number,
) {
  return {
    queryFn: ({ client, queryKey, pageParam, signal }: PageContext) => {
      const shown = client.getQueryData<InfiniteData<Page, PagePlace>>(queryKey)
      const isFirst = shown?.pageParams[0] === pageParam
      return fetchPlace(pageParam, isFirst, (place) => fetch(place, signal), pageSize)
    },
    initialPageParam: null as PagePlace,
    getNextPageParam: (_: Page, pages: Pages) => nextPlace(pages),
    getPreviousPageParam: (_: Page, pages: Pages) => previousPlace(pages),
    maxPages,
  }
}

type PageContext = Pick<QueryFunctionContext<QueryKey, PagePlace>, 'client' | 'queryKey' | 'signal'> & {
  pageParam: PagePlace
}

/** Where a page that was fetched from `place` begins. */
export function startAt(place: PagePlace, length: number): number {
  if (place === null) return 0
  if ('offset' in place) return place.offset
  return 'after' in place ? place.after : Math.max(0, place.before - length)
}

/**
 * The page at `place`. What a window begins with cannot be empty: when nothing is left there, the end of the list is
 * shown, or its beginning.
 */
async function fetchPlace(
  place: PagePlace,
  isFirst: boolean,
  fetch: (place: PagePlace) => Promise<Page>,
  pageSize: number,
): Promise<Page> {
  const page = await fetch(place)
  if (place === null || !isFirst || page.rows.length > 0) return page
  const offset = page.total - pageSize
  const tail = offset > 0 ? await fetch({ offset }) : null
  return tail && tail.rows.length > 0 ? tail : fetch(null)
}

/** Takes empty pages off the ends, and counts the rest through. */
export function tidyWindow(
  pages: Page[],
  pageParams: PagePlace[],
): { pages: Page[]; pageParams: PagePlace[] } {
  let from = 0
  let to = pages.length
  while (from < to - 1 && pages[from]?.rows.length === 0) from += 1
  while (to - 1 > from && pages[to - 1]?.rows.length === 0) to -= 1
  const prev = pages[0]?.prev ?? null
  const next = pages.at(-1)?.next ?? null
  const kept = pages.slice(from, to).map((page, index, { length }) => ({
    ...page,
    prev: index === 0 ? prev : page.prev,
    next: index === length - 1 ? next : page.next,
  }))
  const params = pageParams.slice(from, to)
  // From the top on, whatever comes to stand there later.
  if (prev === null && params.length > 0) params[0] = null
  return { pages: countThrough(kept), pageParams: params }
}

/** Gives every page the place of its first row. */
export function countThrough(pages: Page[]): Page[] {
  let start = windowStart(pages)
  return pages.map((page) => {
    const counted = page.start === start ? page : { ...page, start }
    start += page.rows.length
    return counted
  })
}
