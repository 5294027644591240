/** Bytes that are unpacked of an archive at most. */
export const MOST_UNPACKED = 300 * 1024 * 1024
export const MOST_PICTURES = 5000

/** Why an archive is not opened, in words for the person. */
export class ArchiveRefused extends Error {}

/** A picture that was found; its bytes come when they are asked for. */
export interface PictureSource {
  /** Of the file alone, without its folders. */
  name: string
  size: number
  read: () => Promise<File>
}

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
}

export function isPictureName(path: string): boolean {
  // Macs put a shadow of each file into an archive.
  return !path.startsWith('__MACOSX/') && !plainName(path).startsWith('.') && typeOf(path) !== ''
}

export function typeOf(path: string): string {
  return TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? ''
}

export function plainName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path
}

/** What a picture is named after: the SKU or the barcode. */
export function codeOf({ name }: Pick<PictureSource, 'name'>): string {
  return name.replace(/\.[^.]+$/, '').trim()
}

/** Of files that were chosen or dropped, those that are pictures. */
export function picturesAmong(files: Iterable<File>): PictureSource[] {
  return [...files]
    .filter((file) => isPictureName(file.webkitRelativePath || file.name))
    .map((file) => ({ name: file.name, size: file.size, read: async () => file }))
}

export function isArchive({ name, type }: File): boolean {
  return /\.zip$/i.test(name) || /^application\/(x-)?zip/.test(type)
}
