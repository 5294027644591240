import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'
import { configOptions } from '@/lib/config'

/** What admins have set for this place; empty where it is as the server's own settings say. */
export type Place = Answer<'Place'>
type PlaceDraft = Partial<Pick<Place, 'name' | 'currency' | 'trash_days' | 'registration' | 'reasons'>>

/** Under the key of what everybody reads of it: what makes that stale makes this stale. */
const placeOptions = queryOptions({
  queryKey: [...configOptions.queryKey, 'place'],
  queryFn: async ({ signal }) => (await api.get('place/', { signal })).data,
  staleTime: 0,
})

export function usePlace() {
  return useQuery(placeOptions)
}

/** Throws ApiError: 400 with what is wrong with a field. */
export function useChangePlace() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (draft: PlaceDraft) => (await api.patch('place/', draft)).data,
    onSuccess: (place) => {
      client.setQueryData(placeOptions.queryKey, place)
      // The feed tells the others; the screen that saves it does not wait for it.
      void client.invalidateQueries({ ...configOptions, refetchType: 'all' })
    },
  })
}

/** Every currency that the browser knows, by its name in the language of the page. */
export function currencies(locale: string, known: readonly string[]): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  const codes = new Set([...Intl.supportedValuesOf('currency'), ...known.filter(Boolean)])
  return [...codes]
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, locale))
}
