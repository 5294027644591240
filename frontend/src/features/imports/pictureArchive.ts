import { type UnzipFileInfo, unzipSync } from 'fflate'
import * as text from '@/strings/importPictures'
import {
  ArchiveRefused,
  isPictureName,
  MOST_UNPACKED,
  type PictureSource,
  plainName,
  typeOf,
} from './pictureSources'

/** What is packed tighter than this is no picture; small files are let through. */
const MOST_RATIO = 200
const NO_RATIO_BELOW = 1024 * 1024

/**
 * The pictures of a ZIP file. Nothing is unpacked before it is asked for, and then one at a time: what the archive says
 * of itself is looked at first, and held against what comes out. Throws ArchiveRefused.
 */
export async function openArchive(file: File): Promise<PictureSource[]> {
  if (file.size > MOST_UNPACKED) throw new ArchiveRefused(text.archiveTooLarge)
  const data = new Uint8Array(await file.arrayBuffer())
  const entries = entriesOf(data)
  const unpacked = entries.reduce((sum, { originalSize }) => sum + originalSize, 0)
  const isTooTight = entries.some(
    ({ size, originalSize }) => originalSize > Math.max(NO_RATIO_BELOW, MOST_RATIO * size),
  )
  if (unpacked > MOST_UNPACKED || isTooTight) throw new ArchiveRefused(text.archiveTooLarge)
  return entries
    .filter(({ name }) => isPictureName(name))
    .map(({ name, originalSize }) => ({
      name: plainName(name),
      size: originalSize,
      read: async () => unpack(data, name, originalSize),
    }))
}

function entriesOf(data: Uint8Array): UnzipFileInfo[] {
  const entries: UnzipFileInfo[] = []
  const note = (entry: UnzipFileInfo) => {
    entries.push(entry)
    return false
  }
  try {
    unzipSync(data, { filter: note })
  } catch {
    throw new ArchiveRefused(text.noArchive)
  }
  return entries
}

function unpack(data: Uint8Array, name: string, size: number): File {
  let found: Uint8Array | undefined
  try {
    found = unzipSync(data, { filter: (entry) => entry.name === name && entry.originalSize === size })[name]
  } catch {
    // Encrypted, or packed in a way that nobody uses for pictures.
  }
  if (!found || found.length !== size) throw new ArchiveRefused(text.cannotUnpack)
  return new File([new Uint8Array(found)], plainName(name), { type: typeOf(name) })
}
