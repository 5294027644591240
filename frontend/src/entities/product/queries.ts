import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { ApiResponse } from '@/lib/api/http'
import type { ParamsOf } from '@/lib/api/routes'
import { MOST_PAGES, type Page, type PagePlace, startAt, windowOptions } from '@/sync/listWindow'
import type { Detail } from '@/sync/resource'
import type { Product } from './types'

export const PAGE_SIZE = 50

export type Ordering = NonNullable<ParamsOf<'get', 'products/'>['ordering']>

/** What a list shows: one object is one list in the cache and one address in the browser. */
export interface ListParams {
  /** `mine` asks for the signed-in person's own products. */
  scope: 'all' | 'mine'
  search?: string
  category?: string[]
  in_stock?: boolean
  low_stock?: boolean
  is_active?: boolean
  /** Decimal strings. */
  price_min?: string
  price_max?: string
  /** A username. */
  owner?: string
  /** A field name, with a leading minus for descending. Absent: newest first, or best match with `search`. */
  ordering?: Ordering
}

export const productKeys = {
  all: ['products'] as const,
  lists: ['products', 'list'] as const,
  list: (params: ListParams) => ['products', 'list', params] as const,
  details: ['products', 'detail'] as const,
  detail: (id: number) => ['products', 'detail', id] as const,
}

export async function fetchProductPage(
  params: ListParams,
  place: PagePlace,
  signal?: AbortSignal,
): Promise<Page> {
  const { scope, ...filters } = params
  const path = scope === 'mine' ? 'products/my_products/' : 'products/'
  const where = place && ('offset' in place ? { offset: place.offset } : { cursor: place.cursor })
  const response = await api.get(path, {
    params: { ...filters, limit: PAGE_SIZE, ...where },
    signal,
  })
  return {
    rows: response.data,
    total: totalCount(response),
    start: startAt(place, response.data.length),
    ...liveHeaders(response),
    next: nextCursor(response),
    prev: linkCursor(response, 'prev'),
  }
}

async function fetchProduct(id: number, signal?: AbortSignal): Promise<Detail> {
  return toDetail(await api.get(`products/${id}/`, { signal }))
}

/** A single-product answer (read or write) as it is kept in the cache. */
export function toDetail(response: ApiResponse<Product>): Detail {
  const row = response.data
  return { row, ...liveHeaders(response), etag: header(response, 'etag') || etagOf(row) }
}

/** What goes into If-Match for a write that must only apply to this version of the row. */
export function etagOf(row: Product): string {
  return `"v${row.version}"`
}

export function productListOptions(params: ListParams) {
  return infiniteQueryOptions({
    queryKey: productKeys.list(params),
    ...windowOptions((place, signal) => fetchProductPage(params, place, signal), PAGE_SIZE, MOST_PAGES),
  })
}

export function productDetailOptions(id: number) {
  return queryOptions({
    queryKey: productKeys.detail(id),
    queryFn: ({ signal }) => fetchProduct(id, signal),
  })
}

/** The search that may have been meant by one that finds nothing; null: nothing comes near it. */
export async function fetchSuggestion(search: string, signal?: AbortSignal): Promise<string | null> {
  const response = await api.get('products/did_you_mean/', {
    params: { search },
    signal,
  })
  return response.data.search
}

export function suggestionOptions(search: string) {
  return queryOptions({
    queryKey: ['suggestion', search],
    queryFn: ({ signal }) => fetchSuggestion(search, signal),
    enabled: search !== '',
  })
}

/** Where an answer stands in the history of changes. */
export function liveHeaders(response: ApiResponse): { epoch: string; seq: number } {
  return { epoch: header(response, 'x-live-epoch'), seq: Number(header(response, 'x-live-seq')) || 0 }
}

/** How many rows there are on all pages. */
export function totalCount(response: ApiResponse<unknown[]>): number {
  return Number(header(response, 'x-total-count')) || response.data.length
}

/** The cursor of the page after this one; null on the last. */
export function nextCursor(response: ApiResponse): string | null {
  return linkCursor(response, 'next')
}

function linkCursor(response: ApiResponse, relation: 'next' | 'prev'): string | null {
  for (const [, url = '', rel] of header(response, 'link').matchAll(/<([^>]*)>\s*;\s*rel="?(\w+)"?/g)) {
    if (rel === relation) return new URL(url, window.location.href).searchParams.get('cursor')
  }
  return null
}

function header(response: ApiResponse, name: string): string {
  const value: unknown = response.headers[name]
  return typeof value === 'string' ? value : ''
}
