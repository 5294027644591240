import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { ApiResponse } from '@/lib/api/http'
import type { Product } from './types'

export const PAGE_SIZE = 50

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
  ordering?: string
}

/** One page of a list, as of event `seq` of `epoch`. `next` is the cursor of the page after it. */
export interface ProductPage {
  rows: Product[]
  total: number
  epoch: string
  seq: number
  next: string | null
}

/** One product, as of event `seq` of `epoch`; `etag` goes into If-Match when it is changed. */
export interface ProductDetail {
  row: Product
  epoch: string
  seq: number
  etag: string
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
  cursor: string | null,
  signal?: AbortSignal,
): Promise<ProductPage> {
  const { scope, ...filters } = params
  const path = scope === 'mine' ? 'products/my_products/' : 'products/'
  const response = await api.get<Product[]>(path, {
    params: { ...filters, limit: PAGE_SIZE, cursor: cursor ?? undefined },
    signal,
  })
  return {
    rows: response.data,
    total: totalCount(response),
    ...liveHeaders(response),
    next: nextCursor(response),
  }
}

export async function fetchProduct(id: number, signal?: AbortSignal): Promise<ProductDetail> {
  return toDetail(await api.get<Product>(`products/${id}/`, { signal }))
}

/** A single-product answer (read or write) as it is kept in the cache. */
export function toDetail(response: ApiResponse<Product>): ProductDetail {
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
    queryFn: ({ pageParam, signal }) => fetchProductPage(params, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function productDetailOptions(id: number) {
  return queryOptions({
    queryKey: productKeys.detail(id),
    queryFn: ({ signal }) => fetchProduct(id, signal),
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
  const url = header(response, 'link').match(/<([^>]*)>\s*;\s*rel="?next"?/)?.[1]
  return url ? new URL(url, window.location.href).searchParams.get('cursor') : null
}

function header(response: ApiResponse, name: string): string {
  const value: unknown = response.headers[name]
  return typeof value === 'string' ? value : ''
}
