import { ImagePlus } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { cx } from '@/lib/cx'
import * as text from '@/strings/productForm'
import { UploadProgress } from './UploadProgress'

interface DropZoneProps {
  legend: string
  /** Stands where the picture will be. */
  empty: string
  /** Address of the picture to show; null to ask for one. */
  preview: string | null
  /** 0…1 while the picture is sent. */
  progress: number | null
  onStop: () => void
  onDrop: (files: File[]) => void
  /** The other ways to choose, under the picture. */
  children: ReactNode
}

/** A group that takes a dropped picture and shows the chosen one. */
export function DropZone({ legend, empty, preview, progress, onStop, onDrop, children }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false)

  function hover(event: DragEvent) {
    event.preventDefault()
    setIsOver(true)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    onDrop([...event.dataTransfer.files])
  }

  return (
    <fieldset onDragOver={hover} onDragLeave={() => setIsOver(false)} onDrop={drop}>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div
        className={cx(
          'relative flex aspect-square w-full max-w-72 items-center max-desk:max-w-40 justify-center overflow-hidden rounded border bg-surface',
          preview ? 'border-line' : 'border-edge border-dashed',
          isOver && 'border-accent-ink bg-accent-soft',
        )}
      >
        {preview ? (
          <img src={preview} alt={text.preview} className="size-full object-contain" />
        ) : (
          <div className="p-4 text-center text-muted">
            <ImagePlus size={24} aria-hidden="true" className="mx-auto mb-2" />
            {empty}
          </div>
        )}
        {progress !== null && <UploadProgress fraction={progress} onStop={onStop} />}
      </div>
      {children}
    </fieldset>
  )
}
