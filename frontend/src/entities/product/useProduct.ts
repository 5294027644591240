import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '@/lib/api/errors'
import { gone } from '@/strings/errors'
import { useDeparture } from '@/sync/useLive'
import { productDetailOptions } from './queries'
import type { Product } from './types'

export type ShownProduct = ReturnType<typeof useProduct>

/** What a page about one product shows, also after the product is deleted elsewhere. */
export function useProduct(idParam: string) {
  const id = /^\d{1,15}$/.test(idParam) ? Number(idParam) : null
  const { data, error, refetch } = useQuery({ ...productDetailOptions(id ?? 0), enabled: id !== null })
  const [held, setHeld] = useState<Product>()
  if (data && data.row !== held) setHeld(data.row)

  const departure = useDeparture(id ?? 0)
  const isGone = id === null || departure !== undefined || (error instanceof ApiError && error.status === 404)
  return {
    /** The newest version seen, kept after a deletion so that an open editor stays. */
    product: held?.id === id ? held : undefined,
    /** The newest version on the server; null when it is deleted. */
    latest: isGone ? null : data?.row,
    error: isGone ? new ApiError({ status: 404, message: gone }) : error,
    deletedBy: departure?.actor ?? null,
    isGone,
    retry: refetch,
  }
}
