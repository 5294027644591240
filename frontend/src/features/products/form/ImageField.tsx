import { Trash2 } from 'lucide-react'
import { useCallback, useEffect, useId, useRef } from 'react'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { useConfig } from '@/lib/config'
import { formatBytes } from '@/lib/format'
import { DropZone } from './DropZone'
import { imageProblem } from './imageProblem'
import type { Picture } from './usePicture'
import { usePreview } from './usePreview'

interface ImageFieldProps {
  picture: Picture
  /** Address of the picture the product has. */
  saved: string | null
}

/** The picture: dropped, pasted or picked; shown before it is sent; removable. */
export function ImageField({ picture, saved }: ImageFieldProps) {
  const { value, setValue, error, setError, progress } = picture
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const config = useConfig()
  const preview = usePreview(value, saved)

  const choose = useCallback(
    (file: File | undefined) => {
      if (!file) return
      const problem = imageProblem(file, config)
      setError(problem)
      if (!problem) setValue(file)
    },
    [config, setValue, setError],
  )
  usePaste(choose)

  function remove() {
    setError(undefined)
    setValue(saved ? null : undefined)
    input.current?.focus()
  }

  return (
    <DropZone legend="Picture" preview={preview} progress={progress} onDrop={choose}>
      <div className="mt-2.5 flex flex-wrap gap-2">
        <label htmlFor={id} className={pickerStyles}>
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
    </DropZone>
  )
}

const pickerStyles = buttonStyles(
  'secondary',
  'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-2',
)

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
