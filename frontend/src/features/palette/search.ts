import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchSuggestion, productDetailOptions } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { useUserId } from '@/entities/user/session'
import { api } from '@/lib/api/client'
import { recentProducts } from './recent'

const DEBOUNCE_MS = 150
const LIMIT = 6

interface Found {
  products: Product[]
  /** What was searched for instead, because what is typed finds nothing. */
  meant: string | null
}

async function find(search: string, signal: AbortSignal): Promise<Found> {
  const products = async (search: string) =>
    (await api.get('products/', { params: { search, limit: LIMIT }, signal })).data
  const found = await products(search)
  const meant = found.length > 0 ? null : await fetchSuggestion(search, signal)
  return { products: meant === null ? found : await products(meant), meant }
}

/** Products that the server finds for what is typed, or for what may have been meant, a moment after the last key. */
export function useFoundProducts(typed: string) {
  const search = useSettled(typed.trim())
  const query = useQuery({
    // Not among the product lists: those are kept live, and this one lasts seconds.
    queryKey: ['palette', search],
    queryFn: ({ signal }) => find(search, signal),
    enabled: search !== '',
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  const isCurrent = search === typed.trim() && !query.isPlaceholderData && query.isSuccess
  return {
    products: search && !query.isError ? (query.data?.products ?? []) : [],
    meant: search && !query.isError ? (query.data?.meant ?? null) : null,
    failed: query.isError,
    isCurrent: !typed.trim() || isCurrent,
  }
}

/** The products opened last that are still there. */
export function useRecent(): Product[] {
  const ids = recentProducts(useUserId())
  return useQueries({
    queries: ids.map((id) => productDetailOptions(id)),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.row] : [])),
  })
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
