import { useRef, useState } from 'react'
import { useCreateProduct, useUpdateProduct } from '@/entities/product/mutations'
import { useAddPicture, useOrderPictures, useRemovePicture } from '@/entities/product/pictureMutations'
import { picturesOf } from '@/entities/product/pictures'
import { etagOf } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { ApiError } from '@/lib/api/errors'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { useConfig } from '@/lib/config'
import { preparePicture } from './preparePicture'
import { type ProductField, type ProductValues, toInput } from './schema'
import { coverChoice, type ImageChoice, type Picture, type Tile } from './usePicture'

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
  const add = useAddPicture()
  const remove = useRemovePicture()
  const order = useOrderPictures()
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
    const { tiles } = picture
    const cover = coverChoice(tiles, over)
    const controller = new AbortController()
    const { signal } = controller
    stopper.current = controller
    // The server may have all of the request: only of a picture is it known how much has been sent.
    let isSent = false
    try {
      const image = await toSend(cover)
      signal.throwIfAborted()
      picture.isSending.current = true
      isSent = !(image instanceof File)
      const onProgress = isSent
        ? undefined
        : (fraction: number) => {
            isSent = fraction === 1
            picture.setProgress(fraction)
          }
      onProgress?.(0)
      const write = { input: toInput(values, fields), image, onProgress, signal }
      const isSaved = over !== null && fields.length === 0 && image === undefined
      const { row } = isSaved
        ? { row: over }
        : over
          ? await update.mutateAsync({ ...write, id: over.id, etag: etagOf(over) })
          : await create.mutateAsync({ ...write, key: keys.keyOf(write.input, image) })
      const saved = tiles ? await sendOthers(row, tiles, cover, signal) : row
      keys.forget()
      return saved
    } catch (error) {
      throw signal.aborted ? new Stopped(isSent && !(error instanceof ApiError)) : error
    } finally {
      picture.isSending.current = false
      picture.setProgress(null)
      stopper.current = null
    }
  }

  /** Makes the product's pictures those of the form, of which `cover` is sent already. */
  async function sendOthers(row: Product, tiles: readonly Tile[], cover: ImageChoice, signal: AbortSignal) {
    let now = row
    for (const id of picture.removed()) {
      if (picturesOf(now).some((there) => there.id === id)) {
        now = (await remove.mutateAsync({ product: row.id, id })).row
      }
    }
    const ids: (string | undefined)[] = []
    for (const { saved, file } of tiles) {
      if (saved) ids.push(saved.id)
      else if (file === cover) ids.push(picturesOf(now)[0]?.id)
      else {
        const image = await toSend(file)
        if (!image) continue
        picture.setProgress(0)
        const sending = { image, key: keys.ofPicture(row.id, file), onProgress: picture.setProgress, signal }
        now = (await add.mutateAsync({ product: row.id, ...sending })).row
        ids.push(picturesOf(now).at(-1)?.id)
      }
    }
    const there = picturesOf(now).map(({ id }) => id)
    const known = ids.filter((id) => id !== undefined && there.includes(id))
    const wanted = [...known, ...there.filter((id) => !known.includes(id))] as string[]
    if (wanted.join() === there.join()) return now
    return (await order.mutateAsync({ product: row.id, order: wanted })).row
  }

  return {
    send,
    stop: () => stopper.current?.abort(),
    isSaving: [create, update, add, remove, order].some(({ isPending }) => isPending) || isPreparing,
  }
}

/** One key for each product that is meant: the same for as long as the same thing is tried again. */
function useKeys() {
  const attempt = useRef<{ text: string; image: ImageChoice; key: string } | null>(null)
  const pictures = useRef(new WeakMap<File, { product: number; key: string }>())
  return {
    keyOf(input: object, image: ImageChoice): string {
      const text = JSON.stringify(input)
      if (attempt.current?.text !== text || attempt.current.image !== image) {
        attempt.current = { text, image, key: newIdempotencyKey() }
      }
      return attempt.current.key
    },
    ofPicture(product: number, file: File): string {
      const known = pictures.current.get(file)
      const key = known?.product === product ? known.key : newIdempotencyKey()
      pictures.current.set(file, { product, key })
      return key
    },
    forget() {
      attempt.current = null
    },
  }
}

/** The sending was stopped. */
export class Stopped extends Error {
  /** Whether it may be saved all the same; if not, nothing was. */
  readonly maybeSaved: boolean

  constructor(maybeSaved: boolean) {
    super()
    this.maybeSaved = maybeSaved
  }
}
