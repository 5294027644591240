import { useRef, useState } from 'react'
import { picturesOf, type SavedPicture } from '@/entities/product/pictures'
import type { Product } from '@/entities/product/types'

/** A new picture; null: the old one is to be removed; undefined: nothing changes. */
export type ImageChoice = File | null | undefined

/** A picture in the form: one that the product has, or a file that is to be sent. */
export type Tile = { key: string } & (
  | { saved: SavedPicture; file?: undefined }
  | { file: File; saved?: undefined }
)

export function savedTiles(product: Product | null): Tile[] {
  return product ? picturesOf(product).map((saved) => ({ key: saved.id, saved })) : []
}

/** What becomes of the product's cover, as far as its field `image` says it. The rest is of the other pictures. */
export function coverChoice(tiles: readonly Tile[] | undefined, product: Product | null): ImageChoice {
  const [cover, ...others] = savedTiles(product)
  if (!tiles || (cover && tiles.some(({ key }) => key === cover.key))) return undefined
  const file = tiles[0]?.file
  if (file) return file
  return cover && tiles.length === 0 && others.length === 0 ? null : undefined
}

/** The pictures of the form: which there are to be, what is wrong with one, and how much of one is sent. */
export function usePicture() {
  // Undefined: those that the product has.
  const [tiles, setTiles] = useState<readonly Tile[]>()
  const [copied, setCopied] = useState<File>()
  const [error, setError] = useState<string>()
  const [note, setNote] = useState<string>()
  const [progress, setProgress] = useState<number | null>(null)
  const known = useRef(new Set<string>())
  return {
    tiles,
    /** The product has `saved`; the form is to have `next`. */
    change: (next: readonly Tile[], saved: readonly Tile[]) => {
      for (const { key } of saved) known.current.add(key)
      setTiles(keysOf(next) === keysOf(saved) ? undefined : next)
    },
    /** The ids of pictures that were in the form and are not wanted. Others may have added some since. */
    removed: () => [...known.current].filter((id) => tiles && !tiles.some(({ key }) => key === id)),
    /** Somebody chose one, removed or moved one. One that a duplicate starts with is not chosen. */
    isChanged: copied ? !(tiles?.length === 1 && tiles[0]?.file === copied) : tiles !== undefined,
    /** Starts with a picture, unless somebody was quicker. */
    copy: (file: File) => {
      setCopied(file)
      setTiles((chosen) => chosen ?? [newTile(file)])
    },
    /** The product is saved as `row`, and has the pictures of these tiles. */
    keep: (row: Product, sent: ReadonlyMap<string, SavedPicture>) => {
      setCopied(undefined)
      setTiles((chosen) => {
        const next = chosen?.map((tile) => {
          const saved = sent.get(tile.key)
          return saved ? { key: saved.id, saved } : tile
        })
        return next && keysOf(next) === keysOf(savedTiles(row)) ? undefined : next
      })
    },
    error,
    setError,
    /** What was done to it. */
    note,
    setNote,
    progress,
    setProgress,
    /** While they are sent, what the feed tells of the product is one's own doing. */
    isSending: useRef(false),
    reset: () => {
      known.current.clear()
      setTiles(undefined)
      setCopied(undefined)
      setError(undefined)
      setNote(undefined)
    },
  }
}

export type Picture = ReturnType<typeof usePicture>

let count = 0

export function newTile(file: File): Tile {
  count += 1
  return { key: `new-${count}`, file }
}

function keysOf(tiles: readonly Tile[]): string {
  return tiles.map(({ key }) => key).join()
}
