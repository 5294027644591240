import type { PercentCrop } from 'react-image-crop'

/** What the server keeps at most, in pixels a side: more need not be sent. */
const SENT_SIDE = 1600
/** What is worked on: enough to cut a quarter out of it without loss. */
const WORK_SIDE = 3200
const QUALITIES = [0.92, 0.8, 0.65]

interface Output {
  type: string
  /** Bytes. */
  limit: number
  name: string
}

/** The picture as pixels, upright whatever its EXIF says. Throws when the browser cannot read it. */
export async function decode(blob: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(blob)
  try {
    return paint(bitmap, bitmap.width, bitmap.height, WORK_SIDE)
  } finally {
    bitmap.close()
  }
}

/** The picture turned by a quarter, to the right or to the left. */
export function turn(source: HTMLCanvasElement, direction: 1 | -1): HTMLCanvasElement {
  const canvas = blank(source.height, source.width)
  const context = contextOf(canvas)
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate((direction * Math.PI) / 2)
  context.drawImage(source, -source.width / 2, -source.height / 2)
  return canvas
}

/** The whole picture as a file of the same kind, within the limit. Throws when no encoding of it is small enough. */
export function shrink(bitmap: ImageBitmap, output: Output): Promise<File> {
  return write(paint(bitmap, bitmap.width, bitmap.height, SENT_SIDE), output)
}

/** A part of the picture as a file of the same kind, within the limit. Throws when no encoding of it is small enough. */
export function cut(source: HTMLCanvasElement, part: PercentCrop, output: Output): Promise<File> {
  const x = Math.round((part.x / 100) * source.width)
  const y = Math.round((part.y / 100) * source.height)
  const width = Math.max(1, Math.round((part.width / 100) * source.width))
  const height = Math.max(1, Math.round((part.height / 100) * source.height))
  const whole = blank(width, height)
  contextOf(whole).drawImage(source, -x, -y)
  return write(paint(whole, width, height, SENT_SIDE), output)
}

async function write(canvas: HTMLCanvasElement, output: Output): Promise<File> {
  for (const [type, quality] of attempts(output.type)) {
    const blob = await encode(canvas, type, quality)
    // A browser that cannot write a type gives PNG instead.
    if (blob.type === type && blob.size <= output.limit) {
      return new File([blob], `${output.name.replace(/\.\w+$/, '')}.${type.slice('image/'.length)}`, { type })
    }
  }
  throw new Error('No encoding of the picture is small enough.')
}

/** JPEG, PNG and WebP stay what they are, unless they get too large; what browsers cannot write becomes WebP. */
function attempts(type: string): [string, number | undefined][] {
  const lossy = type === 'image/jpeg' ? type : 'image/webp'
  const tries = QUALITIES.map((quality): [string, number] => [lossy, quality])
  const last: [string, undefined] = ['image/png', undefined]
  return type === 'image/png' ? [last, ...tries] : [...tries, last]
}

function encode(canvas: HTMLCanvasElement, type: string, quality: number | undefined): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be written.'))),
      type,
      quality,
    ),
  )
}

function paint(source: CanvasImageSource, width: number, height: number, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = blank(Math.round(width * scale), Math.round(height * scale))
  const context = contextOf(canvas)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}

function blank(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, width)
  canvas.height = Math.max(1, height)
  return canvas
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no canvas to draw on.')
  return context
}
