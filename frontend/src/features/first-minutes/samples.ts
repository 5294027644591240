import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { productKeys } from '@/entities/product/queries'
import { trashKey } from '@/entities/product/trash'
import { api } from '@/lib/api/client'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'

const samplesOptions = queryOptions({
  queryKey: ['samples'],
  queryFn: async ({ signal }) => (await api.get('samples/', { signal })).data,
  staleTime: 0,
})

/** How many sample products there are, and which of them would be removed. */
export function useSamples(enabled: boolean) {
  return useQuery({ ...samplesOptions, enabled }).data
}

/** Fills an empty inventory. Throws ApiError: 409 when it is not empty any more. */
export function useAddSamples() {
  const client = useQueryClient()
  // The same for every press: a lost answer is asked for again, and not the work.
  const key = useRef(newIdempotencyKey())
  return useMutation({
    mutationFn: async () =>
      (await api.post('samples/', {}, { headers: { 'Idempotency-Key': key.current } })).data,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: productKeys.lists }),
        client.invalidateQueries(samplesOptions),
      ]),
  })
}

/** Removes the samples that nobody has changed. What became of them is in the answer. */
export function useRemoveSamples() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => (await api.delete('samples/')).data,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: productKeys.lists }),
        client.invalidateQueries({ queryKey: trashKey }),
        client.invalidateQueries(samplesOptions),
      ]),
  })
}
