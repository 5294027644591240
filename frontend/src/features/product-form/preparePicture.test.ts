import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isNoPicture, preparePicture } from './preparePicture'

/* What a browser makes of real photos is seen in tests/e2e/test_pictures.py. */

const limits = { max_upload_bytes: 100, max_image_pixels: 40_000_000 }
const file = (name: string, type: string, size = 10) => new File(['x'.repeat(size)], name, { type })

/** A browser that reads pictures of so many pixels a side, or none. */
function browserReads(side: number | null) {
  const read = vi.fn(() =>
    side === null
      ? Promise.reject(new Error('unknown'))
      : Promise.resolve({ width: side, height: side, close() {} }),
  )
  vi.stubGlobal('createImageBitmap', read)
  return read
}

/** A canvas, which jsdom lacks: what is drawn on it, and a file of the kind that is asked for. */
function drawsPictures() {
  const drawImage = vi.fn()
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({ drawImage } as never)
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) =>
    done(new Blob(['x'], type ? { type } : {})),
  )
  return drawImage
}

beforeEach(() => void browserReads(null))
afterEach(() => void vi.restoreAllMocks())

it.each([
  ['text/plain', true],
  ['text/html', true],
  ['application/pdf', true],
  ['video/mp4', true],
  ['', false],
  ['application/octet-stream', false],
  ['binary/octet-stream', false],
  ['image/jpg', false],
  ['image/pjpeg', false],
  ['image/x-png', false],
  ['image/jpeg', false],
])('of the type %j: certainly no picture is %s', (type, isNone) => {
  expect(isNoPicture(file('photo', type))).toBe(isNone)
})

it.each([
  ['', 'photo.jpg'],
  ['application/octet-stream', 'photo.jpg'],
  ['image/jpg', 'photo.jpg'],
  ['image/tiff', 'photo.tif'],
])('leaves a file of the type %j to the server, whether it can be read here or not', async (type, name) => {
  for (const side of [null, 1000]) {
    browserReads(side)
    const given = file(name, type)
    expect(await preparePicture(given, limits)).toEqual({ file: given })
  }
})

it('refuses what is too large and cannot be read here', async () => {
  const { problem } = await preparePicture(file('scan.tif', 'image/tiff', 101), limits)
  expect(problem).toBe('scan.tif is 1 kB. The limit is 1 kB.')
})

it.each([
  ['image/heic', 'IMG_1.heic'],
  ['image/heif', 'IMG_1'],
  ['', 'IMG_1.HEIC'],
])('says what to do about HEIC (%j, %s) where it cannot be read', async (type, name) => {
  const { problem } = await preparePicture(file(name, type), limits)
  expect(problem).toBe(`This browser can’t read the HEIC photo ${name}. Save it as JPEG first.`)
})

it.each([
  ['image/heic', 'IMG_1.heic'],
  ['', 'IMG_1.HEIC'],
])('makes JPEG of HEIC (%j, %s) where it can be read', async (type, name) => {
  browserReads(1000)
  const drawImage = drawsPictures()
  const { file: made, note, problem } = await preparePicture(file(name, type), limits)
  expect(problem).toBeUndefined()
  expect(note).toBe(`Converted ${name} from HEIC to JPEG.`)
  expect([made.name, made.type]).toEqual(['IMG_1.jpeg', 'image/jpeg'])
  expect(drawImage).toHaveBeenCalledOnce()
})

it('looks at a file once', async () => {
  const read = browserReads(1000)
  const given = file('photo.png', 'image/png')
  await preparePicture(given, limits)
  await preparePicture(given, limits)
  expect(read).toHaveBeenCalledOnce()
})

it('knows no limits before the server has said them', async () => {
  const given = file('photo.png', 'image/png', 1000)
  expect(await preparePicture(given, undefined)).toEqual({ file: given })
})
