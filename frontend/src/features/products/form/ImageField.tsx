import { ImagePlus, Trash2 } from 'lucide-react'
import { type DragEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { useConfig } from '@/lib/config'
import { cx } from '@/lib/cx'
import { mediaUrl } from '@/lib/env'
import { formatBytes } from '@/lib/format'
import { imageProblem } from './imageProblem'
import { UploadProgress } from './UploadProgress'

/** A new picture; null: the old one is to be removed; undefined: nothing changes. */
export type ImageChoice = File | null | undefined

interface ImageFieldProps {
  /** Address of the picture the product has. */
  saved: string | null
  value: ImageChoice
  onChange: (value: ImageChoice) => void
  error?: string
  onError: (message: string | undefined) => void
  /** 0…1 while the picture is sent. */
  progress: number | null
}

/** The picture: dropped, pasted or picked; shown before it is sent; removable. */
export function ImageField({ saved, value, onChange, error, onError, progress }: ImageFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const config = useConfig()
  const [isOver, setIsOver] = useState(false)
  const preview = usePreview(value, saved)

  const choose = useCallback(
    (file: File | undefined) => {
      if (!file) return
      const problem = imageProblem(file, config)
      onError(problem)
      if (!problem) onChange(file)
    },
    [config, onChange, onError],
  )
  usePaste(choose)

  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    choose(event.dataTransfer.files[0])
  }
  function remove() {
    onError(undefined)
    onChange(saved ? null : undefined)
    input.current?.focus()
  }

  return (
    <fieldset
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <legend className="mb-1.5 font-medium">Picture</legend>
      <div
        className={cx(
          'relative flex aspect-square w-full max-w-64 items-center justify-center overflow-hidden rounded border bg-surface',
          preview ? 'border-line' : 'border-edge border-dashed',
          isOver && 'border-accent-ink bg-accent-soft',
        )}
      >
        {preview ? (
          <img src={preview} alt="Preview" className="size-full object-contain" />
        ) : (
          <div className="p-4 text-center text-muted">
            <ImagePlus size={24} aria-hidden="true" className="mx-auto mb-2" />
            Drop or paste a picture here
          </div>
        )}
        {progress !== null && <UploadProgress fraction={progress} />}
      </div>
      <div className="mt-2.5 flex flex-wrap gap-2">
        <label
          htmlFor={id}
          className={buttonStyles(
            'secondary',
            'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-2',
          )}
        >
          <input
            ref={input}
            id={id}
            type="file"
            accept={config?.image_types.join(',') ?? 'image/*'}
            aria-describedby={error ? `${id}-error` : `${id}-hint`}
            aria-invalid={error ? true : undefined}
            className="sr-only"
            onChange={(event) => {
              choose(event.target.files?.[0])
              // The same file can be picked again after it was removed.
              event.target.value = ''
            }}
          />
          {preview ? 'Replace picture' : 'Choose picture'}
        </label>
        {preview && (
          <Button variant="ghost" onClick={remove}>
            <Trash2 size={15} aria-hidden="true" />
            Remove picture
          </Button>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-out-ink">
          {error}
        </p>
      )}
      <p id={`${id}-hint`} className="mt-1.5 text-muted text-xs">
        JPEG, PNG, WebP, GIF or AVIF{config && `, up to ${formatBytes(config.max_upload_bytes)}`}.
      </p>
    </fieldset>
  )
}

function usePreview(value: ImageChoice, saved: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!value) return
    const created = URL.createObjectURL(value)
    setUrl(created)
    return () => {
      URL.revokeObjectURL(created)
      setUrl(null)
    }
  }, [value])
  if (value === undefined) return saved && mediaUrl(saved)
  return value && url
}

function usePaste(choose: (file: File | undefined) => void): void {
  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      const file = event.clipboardData?.files[0]
      if (!file) return
      event.preventDefault()
      choose(file)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [choose])
}
