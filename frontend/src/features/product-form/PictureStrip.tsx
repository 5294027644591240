import { type KeyboardEvent, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { mediaUrl } from '@/lib/env'
import * as text from '@/strings/productForm'
import type { Tile } from './usePicture'
import { usePreview } from './usePreview'

interface PictureStripProps {
  tiles: readonly Tile[]
  /** The place of the one that is looked at. */
  at: number
  onSelect: (key: string) => void
  onMove: (from: number, to: number) => void
}

/** All pictures in their order: pressed to be looked at, dragged to another place, or moved there with Alt and an arrow. */
export function PictureStrip({ tiles, at, onSelect, onMove }: PictureStripProps) {
  const list = useRef<HTMLUListElement>(null)
  const dragged = useRef<number>(undefined)
  const [over, setOver] = useState<number>()

  function onKeyDown(event: KeyboardEvent, place: number) {
    const isBack = event.key === (document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft')
    if (!isBack && event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    const to = place + (isBack ? -1 : 1)
    const tile = tiles[to]
    event.preventDefault()
    if (!tile) return
    if (event.altKey) onMove(place, to)
    else onSelect(tile.key)
    // The tile that was moved keeps the focus by its key.
    if (!event.altKey) list.current?.querySelectorAll('button')[to]?.focus()
  }

  return (
    <ul ref={list} aria-label={text.pictureOrder} className="mt-2 flex flex-wrap gap-1.5">
      {tiles.map((tile, place) => (
        <li
          key={tile.key}
          draggable
          onDragStart={(event) => {
            dragged.current = place
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', String(place))
          }}
          onDragOver={(event) => {
            if (dragged.current === undefined) return
            event.preventDefault()
            event.stopPropagation()
            setOver(place)
          }}
          onDragEnd={() => {
            dragged.current = undefined
            setOver(undefined)
          }}
          onDrop={(event) => {
            if (dragged.current === undefined) return
            event.preventDefault()
            event.stopPropagation()
            onMove(dragged.current, place)
          }}
        >
          <button
            type="button"
            aria-label={text.pictureAt(place + 1, tiles.length)}
            aria-pressed={place === at}
            onClick={() => onSelect(tile.key)}
            onKeyDown={(event) => onKeyDown(event, place)}
            className={cx(
              'relative block size-14 cursor-grab overflow-hidden rounded border bg-sunken desk:size-12',
              place === at ? 'border-accent-ink outline-2 outline-accent-ink' : 'border-line',
              place === over && 'opacity-60',
            )}
          >
            <TilePicture tile={tile} />
            {place === 0 && (
              <span className="absolute inset-x-0 bottom-0 bg-surface/90 text-[0.625rem] leading-4">
                {text.cover}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}

function TilePicture({ tile: { file, saved } }: { tile: Tile }) {
  const address = usePreview(file, saved ? mediaUrl(saved.thumbnail ?? saved.image) : null)
  return address && <img src={address} alt="" draggable={false} className="size-full object-cover" />
}
