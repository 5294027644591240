import { useRef } from 'react'
import { useCreateProduct, useUpdateProduct } from '@/features/products/mutations'
import { etagOf } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { type ProductField, type ProductValues, toDraft } from './schema'
import type { Picture } from './usePicture'

interface Sending {
  values: ProductValues
  fields: readonly ProductField[]
  /** The version to save over; null to add. */
  over: Product | null
}

/** Sends the named fields and the picture; can be stopped while the picture is on its way. */
export function useSend(picture: Picture) {
  const create = useCreateProduct()
  const update = useUpdateProduct()
  const stopper = useRef<AbortController | null>(null)

  async function send({ values, fields, over }: Sending): Promise<Product> {
    const image = picture.value
    const onProgress = image instanceof File ? picture.setProgress : undefined
    const controller = new AbortController()
    stopper.current = controller
    onProgress?.(0)
    try {
      const write = { draft: toDraft(values, fields), image, onProgress, signal: controller.signal }
      const saved = over
        ? await update.mutateAsync({ ...write, id: over.id, etag: etagOf(over) })
        : await create.mutateAsync(write)
      return saved.row
    } catch (error) {
      throw controller.signal.aborted ? new Stopped() : error
    } finally {
      picture.setProgress(null)
      stopper.current = null
    }
  }

  return {
    send,
    stop: () => stopper.current?.abort(),
    isSaving: create.isPending || update.isPending,
  }
}

/** Somebody stopped the sending: nothing was saved. */
export class Stopped extends Error {}
