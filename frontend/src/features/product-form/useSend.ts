import { useRef, useState } from 'react'
import { useCreateProduct, useUpdateProduct } from '@/entities/product/mutations'
import { etagOf } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { ApiError } from '@/lib/api/errors'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { useConfig } from '@/lib/config'
import { preparePicture } from './preparePicture'
import { type ProductField, type ProductValues, toDraft } from './schema'
import type { ImageChoice, Picture } from './usePicture'

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
  const config = useConfig()
  const [isPreparing, setPreparing] = useState(false)
  const stopper = useRef<AbortController | null>(null)
  const keys = useKeys()

  /** The picture as the server takes it, also when somebody saves before it is made so. */
  async function toSend(chosen: ImageChoice): Promise<ImageChoice> {
    if (!chosen) return chosen
    setPreparing(true)
    const { file, problem } = await preparePicture(chosen, config).finally(() => setPreparing(false))
    if (problem) throw new ApiError({ status: 400, message: problem, fields: { image: [problem] } })
    return file
  }

  async function send({ values, fields, over }: Sending): Promise<Product> {
    const image = await toSend(picture.value)
    const onProgress = image instanceof File ? picture.setProgress : undefined
    const controller = new AbortController()
    stopper.current = controller
    onProgress?.(0)
    try {
      const write = { draft: toDraft(values, fields), image, onProgress, signal: controller.signal }
      const saved = over
        ? await update.mutateAsync({ ...write, id: over.id, etag: etagOf(over) })
        : await create.mutateAsync({ ...write, key: keys.keyOf(write.draft, image) })
      keys.forget()
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
    isSaving: isPreparing || create.isPending || update.isPending,
  }
}

/** One key for each product that is meant: the same for as long as the same thing is tried again. */
function useKeys() {
  const attempt = useRef<{ text: string; image: Picture['value']; key: string } | null>(null)
  return {
    keyOf(draft: object, image: Picture['value']): string {
      const text = JSON.stringify(draft)
      if (attempt.current?.text !== text || attempt.current.image !== image) {
        attempt.current = { text, image, key: newIdempotencyKey() }
      }
      return attempt.current.key
    },
    forget() {
      attempt.current = null
    },
  }
}

/** Somebody stopped the sending: nothing was saved. */
export class Stopped extends Error {}
