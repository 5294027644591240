import { useRef, useState } from 'react'
import { useCreateProduct, useUpdateProduct } from '@/entities/product/mutations'
import { useAddPicture, useOrderPictures, useRemovePicture } from '@/entities/product/pictureMutations'
import { picturesOf, type SavedPicture } from '@/entities/product/pictures'
import { etagOf } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { ApiError } from '@/lib/api/errors'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { useOnce } from '@/lib/api/useOnce'
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

/** How far the pictures have come after the product itself was saved. */
interface Done {
  row: Product
  /** The pictures that were sent, by the keys of their tiles. */
  pictures: Map<string, SavedPicture>
  /** The place of the picture that is being added, from 1; null while the others are removed or put in order. */
  place: number | null
}

/** Sends the named fields and the pictures; can be stopped while a picture is on its way. */
export function useSend(picture: Picture) {
  const create = useCreateProduct()
  const update = useUpdateProduct()
  const add = useAddPicture()
  const remove = useRemovePicture()
  const order = useOrderPictures()
  const config = useConfig()
  const [isPreparing, setPreparing] = useState(false)
  const stopper = useRef<AbortController | null>(null)
  const { once } = useOnce()
  const pictureKey = usePictureKeys()

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
    let done: Done | null = null
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
          : await once((key) => create.mutateAsync({ ...write, key }))
      if (!tiles) return row
      done = { row, pictures: new Map(), place: null }
      await sendOthers(done, tiles, cover, signal)
      return done.row
    } catch (error) {
      const why = signal.aborted ? new Stopped(isSent && !(error instanceof ApiError)) : error
      throw done ? new PartlySaved(done, why) : why
    } finally {
      picture.isSending.current = false
      picture.setProgress(null)
      stopper.current = null
    }
  }

  /** Makes the product's pictures those of the form, of which `cover` is sent already. */
  async function sendOthers(done: Done, tiles: readonly Tile[], cover: ImageChoice, signal: AbortSignal) {
    const { pictures } = done
    const product = done.row.id
    const note = (tile: Tile, saved: SavedPicture | undefined) => saved && pictures.set(tile.key, saved)
    for (const tile of tiles) if (cover && tile.file === cover) note(tile, picturesOf(done.row)[0])
    for (const id of picture.removed()) {
      if (!picturesOf(done.row).some((there) => there.id === id)) continue
      signal.throwIfAborted()
      done.row = (await remove.mutateAsync({ product, id })).row
    }
    for (const [index, tile] of tiles.entries()) {
      const { file } = tile
      if (!file || file === cover) continue
      done.place = index + 1
      const image = await toSend(file)
      if (!image) continue
      signal.throwIfAborted()
      picture.setProgress(0)
      const sending = { image, key: pictureKey(product, file), onProgress: picture.setProgress, signal }
      done.row = (await add.mutateAsync({ product, ...sending })).row
      note(tile, picturesOf(done.row).at(-1))
    }
    done.place = null
    const there = picturesOf(done.row).map(({ id }) => id)
    const ids = tiles.map(({ key, saved }) => (saved ?? pictures.get(key))?.id)
    const known = ids.filter((id) => id !== undefined && there.includes(id))
    const wanted = [...known, ...there.filter((id) => !known.includes(id))] as string[]
    if (wanted.join() === there.join()) return
    signal.throwIfAborted()
    done.row = (await order.mutateAsync({ product, order: wanted })).row
  }

  return {
    send,
    stop: () => stopper.current?.abort(),
    isSaving: [create, update, add, remove, order].some(({ isPending }) => isPending) || isPreparing,
  }
}

/** One key for each picture that a product is to have: the same whenever it is tried again. */
function usePictureKeys() {
  const keys = useRef(new WeakMap<File, { product: number; key: string }>())
  return (product: number, file: File): string => {
    const known = keys.current.get(file)
    const key = known?.product === product ? known.key : newIdempotencyKey()
    keys.current.set(file, { product, key })
    return key
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

/** The product is saved as `row`, and not all of its pictures are as in the form. */
export class PartlySaved extends Error {
  readonly done: Readonly<Done>
  readonly why: unknown

  constructor(done: Done, why: unknown) {
    super()
    this.done = done
    this.why = why
  }
}
