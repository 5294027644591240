import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SavedView, ViewDraft } from '@/entities/saved-view/savedViews'
import { api } from '@/lib/api/client'

export function useCreateView() {
  return useViewMutation(async (draft: ViewDraft) => (await api.post<SavedView>('views/', draft)).data)
}

export function useUpdateView() {
  return useViewMutation(
    async ({ slug, ...part }: Pick<SavedView, 'slug'> & Partial<ViewDraft & Pick<SavedView, 'position'>>) =>
      (await api.patch<SavedView>(`views/${slug}/`, part)).data,
  )
}

export function useDeleteView() {
  return useViewMutation(async ({ slug }: Pick<SavedView, 'slug'>) => {
    await api.delete(`views/${slug}/`)
  })
}

/** The list of views is short, and its order is the server's: it is simply read again. */
function useViewMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}
