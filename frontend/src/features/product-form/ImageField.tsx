import { ArrowLeft, ArrowRight, Camera } from 'lucide-react'
import { Suspense, useEffect, useId, useRef, useState } from 'react'
import type { Product } from '@/entities/product/types'
import { announcer, useSaid } from '@/lib/announcer'
import { useConfig } from '@/lib/config'
import { mediaUrl } from '@/lib/env'
import { formatBytes } from '@/lib/formatBytes'
import { lazyPart } from '@/lib/loadPart'
import { isEditable } from '@/lib/shortcuts'
import { useListener } from '@/lib/useListener'
import { useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'
import { FilePicker } from '@/ui/FilePicker'
import { DropZone } from './DropZone'
import { PictureStrip } from './PictureStrip'
import { isNoPicture, pickableTypes, preparePicture } from './preparePicture'
import { newTile, type Picture, savedTiles, type Tile } from './usePicture'
import { usePreview } from './usePreview'

const CropDialog = lazyPart(async () => (await import('./crop/CropDialog')).CropDialog)

interface ImageFieldProps {
  picture: Picture
  /** The product as it is saved; null for a new one. */
  product: Product | null
  /** Stops sending it. */
  onStop: () => void
}

/** The pictures: dropped, pasted, picked or taken; shown, cropped and put in order before they are sent; removable. */
export function ImageField({ picture, product, onStop }: ImageFieldProps) {
  const { error, note, progress } = picture
  useSaid(note ?? '')
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [isCropping, setCropping] = useState(false)
  const config = useConfig()
  // Where there is a finger, there is most likely a camera.
  const hasCamera = useMediaQuery('(pointer: coarse)')
  const { tiles, at, current, select, put, remove, move } = useTiles(picture, product)
  const preview = usePreview(current?.file, current?.saved ? mediaUrl(current.saved.image) : null)
  const isFull = config !== undefined && tiles.length >= config.max_pictures
  usePaste((files) => void put(files))

  const picking = {
    accept: pickableTypes(config?.image_types, { fromPhone: hasCamera }),
    describedBy: error ? `${id}-error` : `${id}-hint`,
    isInvalid: error !== undefined,
  }
  return (
    <DropZone
      legend={tiles.length > 1 ? text.pictures : text.picture}
      empty={hasCamera ? text.noPictureYet : text.dropHere}
      preview={preview}
      progress={progress}
      onStop={onStop}
      onDrop={(files) => void put(files)}
    >
      {tiles.length > 1 && (
        <>
          <PictureStrip tiles={tiles} at={at} onSelect={select} onMove={move} />
          <div className="mt-2 flex gap-2">
            <Button
              variant="ghost"
              aria-label={text.moveEarlier}
              title={text.moveEarlier}
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
            >
              <ArrowLeft size={15} aria-hidden="true" className="rtl:rotate-180" />
            </Button>
            <Button
              variant="ghost"
              aria-label={text.moveLater}
              title={text.moveLater}
              disabled={at === tiles.length - 1}
              onClick={() => move(at, at + 1)}
            >
              <ArrowRight size={15} aria-hidden="true" className="rtl:rotate-180" />
            </Button>
            <Button className="flex-1" disabled={at === 0} onClick={() => move(at, 0)}>
              {at === 0 ? text.isCover : text.makeCover}
            </Button>
          </div>
        </>
      )}
      {/* In pairs; the last one of an odd number has the line, and does not look left over. */}
      <div className="mt-2.5 grid grid-cols-2 gap-2 max-desk:max-w-96 [&>:last-child:nth-child(odd)]:col-span-full">
        <FilePicker
          {...picking}
          ref={picker}
          onPick={(file) => file && void put([file], { instead: current })}
        >
          {current ? text.replacePicture : text.choosePicture}
        </FilePicker>
        {hasCamera && !isFull && (
          <FilePicker {...picking} capture="environment" onPick={(file) => file && void put([file])}>
            <Camera size={15} aria-hidden="true" />
            {text.takePhoto}
          </FilePicker>
        )}
        {current && (
          <>
            {!isFull && (
              <FilePicker {...picking} multiple onPickAll={(files) => void put(files)}>
                {text.addPictures}
              </FilePicker>
            )}
            <Button aria-haspopup="dialog" onClick={() => setCropping(true)}>
              {text.cropPicture}
            </Button>
            <Button
              onClick={() => {
                remove()
                picker.current?.focus()
              }}
            >
              {text.removePicture}
            </Button>
          </>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-out-ink">
          {error}
        </p>
      )}
      <p role="status" aria-live="off" className="mt-1.5 empty:hidden">
        {note}
      </p>
      <p id={`${id}-hint`} className="mt-1.5 text-pretty text-muted text-xs">
        {config ? text.pictureHint(formatBytes(config.max_upload_bytes)) : text.pictureKinds}
      </p>
      <Suspense>
        {isCropping && current && (
          <CropDialog
            source={current.file ?? current.saved.image}
            onClose={() => setCropping(false)}
            onCrop={(file) => {
              void put([file], { instead: current })
              setCropping(false)
            }}
          />
        )}
      </Suspense>
    </DropZone>
  )
}

/** The pictures of the form, one of which is looked at, and what can be done with them. */
function useTiles(picture: Picture, product: Product | null) {
  const { setError, setNote } = picture
  const config = useConfig()
  const saved = savedTiles(product)
  const tiles = picture.tiles ?? saved
  const [chosen, setChosen] = useState<string>()
  const at = Math.max(
    0,
    tiles.findIndex(({ key }) => key === chosen),
  )
  const current = tiles[at]
  // While a picture is made smaller, others come and go.
  const now = useRef<readonly Tile[]>(tiles)
  useEffect(() => {
    now.current = tiles
  })

  function change(next: readonly Tile[]) {
    now.current = next
    picture.change(next, saved)
  }

  /** Adds the files behind the others, or puts one in the place of another picture. */
  async function put(files: readonly File[], { instead }: { instead?: Tile | undefined } = {}) {
    setNote(undefined)
    setError(undefined)
    for (const file of files) await putOne(file, instead)
  }

  async function putOne(file: File, instead: Tile | undefined) {
    if (isNoPicture(file)) return setError(text.notAPicture(file.name))
    const most = config?.max_pictures
    if (!instead && most !== undefined && now.current.length >= most) return setError(text.mostPictures(most))
    const tile = newTile(file)
    change(
      instead ? now.current.map((old) => (old.key === instead.key ? tile : old)) : [...now.current, tile],
    )
    setChosen(tile.key)
    const { file: ready, note, problem } = await preparePicture(file, config)
    // Another one was chosen meanwhile, or it is not wanted any more.
    if (!now.current.some(({ key }) => key === tile.key)) return
    const left: Tile[] = problem ? (instead ? [instead] : []) : [{ key: tile.key, file: ready }]
    if (problem || ready !== file) {
      change(now.current.flatMap((old) => (old.key === tile.key ? left : [old])))
    }
    if (problem) setError(problem)
    if (note) setNote(note)
  }

  return {
    tiles,
    at,
    current,
    select: (key: string) => setChosen(key),
    put,
    remove() {
      setError(undefined)
      setNote(undefined)
      change(tiles.filter((tile) => tile !== current))
      setChosen((tiles[at + 1] ?? tiles[at - 1])?.key)
    },
    /** The first is the cover. */
    move(from: number, to: number) {
      const next = [...tiles]
      const [tile] = next.splice(from, 1)
      if (!tile || to < 0 || to > next.length) return
      next.splice(to, 0, tile)
      change(next)
      setChosen(tile.key)
      announcer.say(to === 0 ? text.isCover : text.movedTo(to + 1, tiles.length), 'pictures')
    },
  }
}

function usePaste(put: (files: File[]) => void): void {
  useListener(document, 'paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    // Office copies cells as text and as a picture of it: a field gets the text.
    if (isEditable(event.target) && event.clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    put(files)
  })
}
