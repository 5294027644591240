import { useMutation } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { uploadConfig, useAccept } from './mutations'
import { toDetail } from './queries'

interface Add {
  product: number
  image: File
  /** The Idempotency-Key: sent again with the same picture, it adds one. */
  key: string
  /** Called with 0…1 while it is sent. */
  onProgress: (fraction: number) => void
  /** Stops the sending. */
  signal: AbortSignal
}

/** Adds a picture behind those that the product has. */
export function useAddPicture() {
  const onSuccess = useAccept()
  return useMutation({
    mutationFn: async ({ product, image, key, ...sending }: Add) => {
      const body = new FormData()
      body.append('image', image)
      const headers = { 'Idempotency-Key': key }
      return toDetail(
        await api.post(`products/${product}/pictures/`, body, { ...uploadConfig(sending), headers }),
      )
    },
    onSuccess,
  })
}

export function useRemovePicture() {
  const onSuccess = useAccept()
  return useMutation({
    mutationFn: async ({ product, id }: { product: number; id: string }) =>
      toDetail(await api.delete(`products/${product}/pictures/${id}/`)),
    onSuccess,
  })
}

/** Puts all pictures into an order of ids. The first becomes the cover. */
export function useOrderPictures() {
  const onSuccess = useAccept()
  return useMutation({
    mutationFn: async ({ product, order }: { product: number; order: string[] }) =>
      toDetail(await api.put(`products/${product}/pictures/`, { order })),
    onSuccess,
  })
}
