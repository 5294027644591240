import { Camera, Crop, Trash2 } from 'lucide-react'
import { Suspense, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useSaid } from '@/lib/announcer'
import { useConfig } from '@/lib/config'
import { mediaUrl } from '@/lib/env'
import { formatBytes } from '@/lib/formatBytes'
import { lazyPart } from '@/lib/loadPart'
import { useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'
import { DropZone } from './DropZone'
import { FilePicker } from './FilePicker'
import { isNoPicture, preparePicture } from './preparePicture'
import type { Picture } from './usePicture'
import { usePreview } from './usePreview'

const CropDialog = lazyPart(async () => (await import('./crop/CropDialog')).CropDialog)

interface ImageFieldProps {
  picture: Picture
  /** The picture that the product has, by its address in the API. */
  saved: string | null
  /** Stops sending it. */
  onStop: () => void
}

/** The picture: dropped, pasted, picked or taken; shown and cropped before it is sent; removable. */
export function ImageField({ picture, saved, onStop }: ImageFieldProps) {
  const { value, setValue, error, setError, note, setNote, progress } = picture
  useSaid(note ?? '')
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const chosen = useRef<File>(undefined)
  const [isCropping, setCropping] = useState(false)
  const config = useConfig()
  const preview = usePreview(value, saved && mediaUrl(saved))
  // Where there is a finger, there is most likely a camera.
  const hasCamera = useMediaQuery('(pointer: coarse)')

  async function choose(file: File | undefined) {
    if (!file) return
    setNote(undefined)
    setError(isNoPicture(file) ? text.notAPicture(file.name) : undefined)
    if (isNoPicture(file)) return
    const before = value
    chosen.current = file
    setValue(file)
    const ready = await preparePicture(file, config)
    // Another one was chosen meanwhile, or none is wanted any more.
    if (chosen.current !== file) return
    setValue(ready.problem ? before : ready.file)
    setError(ready.problem)
    setNote(ready.note)
  }
  usePaste(choose)

  function remove() {
    chosen.current = undefined
    setError(undefined)
    setNote(undefined)
    setValue(saved ? null : undefined)
    picker.current?.focus()
  }

  const picking = {
    accept: config?.image_types.join(',') ?? 'image/*',
    describedBy: error ? `${id}-error` : `${id}-hint`,
    isInvalid: error !== undefined,
    onPick: choose,
  }
  return (
    <DropZone legend={text.picture} preview={preview} progress={progress} onStop={onStop} onDrop={choose}>
      <div className="mt-2.5 flex flex-wrap gap-2">
        <FilePicker {...picking} ref={picker}>
          {preview ? text.replacePicture : text.choosePicture}
        </FilePicker>
        {hasCamera && (
          <FilePicker {...picking} capture="environment">
            <Camera size={15} aria-hidden="true" />
            {text.takePhoto}
          </FilePicker>
        )}
        {preview && (
          <>
            <Button variant="ghost" aria-haspopup="dialog" onClick={() => setCropping(true)}>
              <Crop size={15} aria-hidden="true" />
              {text.cropPicture}
            </Button>
            <Button variant="ghost" onClick={remove}>
              <Trash2 size={15} aria-hidden="true" />
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
      <p id={`${id}-hint`} className="mt-1.5 text-muted text-xs">
        {config ? text.pictureHint(formatBytes(config.max_upload_bytes)) : text.pictureKinds}
      </p>
      <Suspense>
        {isCropping && (value || saved) && (
          <CropDialog
            source={value ?? saved ?? ''}
            onClose={() => setCropping(false)}
            onCrop={(file) => {
              void choose(file)
              setCropping(false)
            }}
          />
        )}
      </Suspense>
    </DropZone>
  )
}

function usePaste(choose: (file: File) => void): void {
  const onFile = useEffectEvent(choose)
  useLayoutEffect(() => {
    function onPaste(event: ClipboardEvent) {
      const file = event.clipboardData?.files[0]
      if (!file) return
      event.preventDefault()
      onFile(file)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
