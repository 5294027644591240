import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { type ProductDetail, type ProductPage, productKeys, toDetail } from './queries'
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
}

interface Update extends Write {
  id: number
  /** The ETag the edit is based on; the server refuses with 412 when the product has changed since. */
  etag: string
}

export function useCreateProduct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ draft, image, onProgress }: Write) =>
      toDetail(await api.post<Product>('products/', toBody(draft, image), uploadConfig(onProgress))),
    onSuccess: (detail) => keep(client, detail),
  })
}

export function useUpdateProduct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, etag, draft, image, onProgress }: Update) =>
      toDetail(
        await api.patch<Product>(`products/${id}/`, toBody(draft, image), {
          ...uploadConfig(onProgress),
          headers: { 'If-Match': etag },
        }),
      ),
    onSuccess: (detail) => keep(client, detail),
  })
}

export function useDeleteProduct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: number) => {
      await api.delete(`products/${id}/`)
    },
    onSuccess: (_, id) => {
      client.setQueriesData<InfiniteData<ProductPage, string | null>>(
        { queryKey: productKeys.lists },
        (data) => data && withoutRow(data, id),
      )
      client.removeQueries({ queryKey: productKeys.detail(id) })
      return client.invalidateQueries({ queryKey: productKeys.lists, refetchType: 'none' })
    },
  })
}

/** The feed may have brought a newer version while the answer was on its way: the newer one stays. */
function keep(client: QueryClient, detail: ProductDetail): Promise<void> {
  client.setQueryData<ProductDetail>(productKeys.detail(detail.row.id), (cached) =>
    cached && cached.row.version > detail.row.version ? cached : detail,
  )
  return client.invalidateQueries({ queryKey: productKeys.lists, refetchType: 'none' })
}

function withoutRow(data: InfiniteData<ProductPage, string | null>, id: number) {
  const holds = data.pages.some((page) => page.rows.some((row) => row.id === id))
  if (!holds) return data
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      rows: page.rows.filter((row) => row.id !== id),
      total: page.total - 1,
    })),
  }
}

function toBody(draft: ProductDraft, image: File | null | undefined): FormData | object {
  if (!(image instanceof File)) return image === null ? { ...draft, image: null } : draft
  const body = new FormData()
  for (const [name, value] of Object.entries(draft)) body.append(name, value === null ? '' : String(value))
  body.append('image', image)
  return body
}

function uploadConfig(onProgress: Write['onProgress']) {
  return {
    // A picture over a slow line takes as long as it takes; the progress bar shows that it moves.
    timeout: 0,
    onUploadProgress: ({ progress }: { progress?: number }) => onProgress?.(progress ?? 0),
  }
}
