import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Detail } from '@/sync/resource'
import { useLive } from '@/sync/useLive'
import { liveHeaders, productKeys, toDetail } from './queries'
import type { Product } from './types'

/** The writable fields. PATCH sends only those present. */
export type ProductDraft = Partial<
  Pick<
    Product,
    | 'name'
    | 'sku'
    | 'description'
    | 'category'
    | 'barcode'
    | 'price'
    | 'quantity'
    | 'reorder_level'
    | 'is_active'
  >
>

interface Write {
  draft: ProductDraft
  /** A new picture, null to remove the one there is, undefined to leave it. */
  image?: File | null
  /** Called with 0…1 while a picture is sent. */
  onProgress?: (fraction: number) => void
  /** Stops the sending. */
  signal?: AbortSignal
}

interface Create extends Write {
  /** The Idempotency-Key: sent again with the same product, it adds one. */
  key: string
}

interface Update extends Write {
  id: number
  /** The ETag the edit is based on; the server refuses with 412 when the product has changed since. */
  etag: string
}

export function useCreateProduct() {
  const onSuccess = useAccept()
  return useMutation({
    mutationFn: async ({ key, draft, image, ...sending }: Create) =>
      toDetail(
        await api.post<Product>('products/', toBody(draft, image), {
          ...uploadConfig(sending),
          headers: { 'Idempotency-Key': key },
        }),
      ),
    onSuccess,
  })
}

export function useUpdateProduct() {
  const onSuccess = useAccept()
  return useMutation({
    mutationFn: async ({ id, etag, draft, image, ...sending }: Update) =>
      toDetail(
        await api.patch<Product>(`products/${id}/`, toBody(draft, image), {
          ...uploadConfig(sending),
          headers: { 'If-Match': etag },
        }),
      ),
    onSuccess,
  })
}

export function useDeleteProduct() {
  const live = useLive()
  return useMutation({
    mutationFn: async (product: Product) => liveHeaders(await api.delete(`products/${product.id}/`)),
    onSuccess: (position, row) => live.acceptDelete({ ...position, row }),
  })
}

/** Shows the answer of an own write everywhere at once, without waiting for its event. */
function useAccept() {
  const client = useQueryClient()
  const live = useLive()
  return (detail: Detail) => {
    keepDetail(client, detail)
    live.acceptWrite(detail)
  }
}

/** The feed may have brought a newer version while the answer was on its way: the newer one stays. */
function keepDetail(client: QueryClient, detail: Detail): void {
  client.setQueryData<Detail>(productKeys.detail(detail.row.id), (cached) =>
    cached && cached.epoch === detail.epoch && cached.row.version > detail.row.version ? cached : detail,
  )
}

function toBody(draft: ProductDraft, image: File | null | undefined): FormData | object {
  if (!(image instanceof File)) return image === null ? { ...draft, image: null } : draft
  const body = new FormData()
  for (const [name, value] of Object.entries(draft)) body.append(name, value === null ? '' : String(value))
  body.append('image', image)
  return body
}

function uploadConfig({ onProgress, signal }: Pick<Write, 'onProgress' | 'signal'>) {
  return {
    signal,
    onUploadProgress: ({ progress }: { progress: number }) => onProgress?.(progress),
  }
}
