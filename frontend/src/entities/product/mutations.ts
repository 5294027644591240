import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Detail } from '@/sync/resource'
import { useLive } from '@/sync/useLive'
import { liveHeaders, productKeys, toDetail } from './queries'
import type { Product } from './types'

/** The writable fields. PATCH sends only those present. */
export type ProductInput = Partial<
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

/** The form makes sure that a new product has these. */
type NewProduct = ProductInput & Pick<Product, 'name' | 'category' | 'price'>

interface Write {
  input: ProductInput
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
    mutationFn: async ({ key, input, image, ...sending }: Create) =>
      toDetail(
        await api.post('products/', toBody(input as NewProduct, image), {
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
    mutationFn: async ({ id, etag, input, image, ...sending }: Update) =>
      toDetail(
        await api.patch(`products/${id}/`, toBody(input, image), {
          ...uploadConfig(sending),
          headers: { 'If-Match': etag },
        }),
      ),
    onSuccess,
  })
}

/** Gives a product that has no barcode one: `barcode`, or a new one of this shop. */
export function useGiveBarcode(told: {
  onSuccess: (detail: Detail) => void
  onError: (error: Error) => void
}) {
  const accept = useAccept()
  return useMutation({
    mutationFn: async ({ id, barcode }: { id: number; barcode?: string }) =>
      toDetail(await api.post(`products/${id}/barcode/`, barcode ? { barcode } : {})),
    onSuccess(detail) {
      accept(detail)
      told.onSuccess(detail)
    },
    onError: told.onError,
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
export function useAccept() {
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

function toBody<Input extends ProductInput>(input: Input, image: File | null | undefined): FormData | Input {
  if (!(image instanceof File)) return image === null ? { ...input, image: null } : input
  const body = new FormData()
  for (const [name, value] of Object.entries(input)) body.append(name, value === null ? '' : String(value))
  body.append('image', image)
  return body
}

export function uploadConfig({ onProgress, signal }: Pick<Write, 'onProgress' | 'signal'>) {
  return {
    signal,
    onUploadProgress: ({ progress }: { progress: number }) => onProgress?.(progress),
  }
}
