import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SavedView, type ViewInput, viewsKey } from '@/entities/saved-view/savedViews'
import { api } from '@/lib/api/client'

export function useCreateView() {
  return useViewMutation(async (input: ViewInput) => (await api.post('views/', input)).data)
}

export function useUpdateView() {
  return useViewMutation(
    async ({ slug, ...part }: Pick<SavedView, 'slug'> & Partial<ViewInput & Pick<SavedView, 'position'>>) =>
      (await api.patch(`views/${slug}/`, part)).data,
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
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey }),
  })
}
