import type { ServerConfig } from '@/lib/config'
import { formatCount } from '@/lib/format'
import { formatBytes } from '@/lib/formatBytes'
import * as text from '@/strings/productForm'
import { shrink } from './crop/pixels'

type Limits = Pick<ServerConfig, 'max_upload_bytes' | 'max_image_pixels'>

/** A picture as it is sent. */
export interface Prepared {
  file: File
  /** What was done to it, for the person who chose it. */
  note?: string
  /** Why it cannot be sent. */
  problem?: string
}

const NAMED_HEIC = /\.hei[cf]$/i
const HEIC = /^image\/hei[cf]/
/** A browser that does not know a file says nothing, or this. */
const UNKNOWN = /^$|\/octet-stream$/

const prepared = new WeakMap<File, Promise<Prepared>>()

/** Refused without a look at it. What a browser has no or an odd name for may be a picture: the server decides. */
export function isNoPicture({ type }: File): boolean {
  return !UNKNOWN.test(type) && !type.startsWith('image/')
}

/**
 * What the file dialog lets people pick, of the kinds that the server takes (none: they are not known yet). HEIC becomes
 * JPEG here, or is refused with advice: greyed out it would say nothing. Some systems know it by its ending alone. With
 * `fromPhone` it is left out: an iPhone then hands out JPEG itself.
 */
export function pickableTypes(
  types: readonly string[] | undefined,
  { fromPhone }: { fromPhone: boolean },
): string {
  return [
    ...(types ?? ['image/*']),
    ...(fromPhone ? [] : ['image/heic', 'image/heif', '.heic', '.heif']),
  ].join(',')
}

/** Makes a photo fit for the server: smaller where it is too large, upright, and JPEG where it is HEIC. Once a file. */
export function preparePicture(file: File, limits: Limits | undefined): Promise<Prepared> {
  if (!limits) return Promise.resolve({ file })
  const known = prepared.get(file) ?? prepare(file, limits)
  prepared.set(file, known)
  return known
}

async function prepare(file: File, limits: Limits): Promise<Prepared> {
  const { name, size, type } = file
  const limit = limits.max_upload_bytes
  const isHeic = HEIC.test(type) || (UNKNOWN.test(type) && NAMED_HEIC.test(name))
  const tooLarge = { file, problem: text.tooLarge(name, formatBytes(size), formatBytes(limit)) }
  const bitmap = await read(file)
  if (!bitmap) {
    if (isHeic) return { file, problem: text.heicUnreadable(name) }
    return size > limit ? tooLarge : { file }
  }
  try {
    const pixels = bitmap.width * bitmap.height
    if (!isHeic && size <= limit && pixels <= limits.max_image_pixels) return { file }
    const smaller = await shrink(bitmap, { name, type: isHeic ? 'image/jpeg' : type, limit })
    if (isHeic) return { file: smaller, note: text.converted(name) }
    const was = size > limit ? formatBytes(size) : text.megapixels(formatCount(Math.ceil(pixels / 1e6)))
    return { file: smaller, note: text.madeSmaller(name, was) }
  } catch {
    return tooLarge
  } finally {
    bitmap.close()
  }
}

/** Its pixels, upright whatever its EXIF says; null where this browser cannot read it. */
async function read(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file)
  } catch {
    return null
  }
}
