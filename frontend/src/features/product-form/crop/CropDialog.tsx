import { RotateCcw, RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type PercentCrop, ReactCrop } from 'react-image-crop'
import 'react-image-crop/dist/ReactCrop.css'
import { fetchPicture } from '@/features/product-form/fetchPicture'
import { useConfig } from '@/lib/config'
import { cancel } from '@/strings/common'
import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Skeleton } from '@/ui/Skeleton'
import { cut, decode, turn } from './pixels'

interface CropDialogProps {
  /** The chosen file, or the address of the saved picture. */
  source: File | string
  onCrop: (file: File) => void
  onClose: () => void
}

type Shape = 'square' | 'free'

const SHAPES: { value: Shape; label: string }[] = [
  { value: 'square', label: text.square },
  { value: 'free', label: text.free },
]
const WHOLE: PercentCrop = { unit: '%', x: 0, y: 0, width: 100, height: 100 }

/** Chooses the part of a picture that is kept, by mouse, finger or keys. */
export function CropDialog({ source, onCrop, onClose }: CropDialogProps) {
  const { file, canvas, setCanvas, hasFailed, fail } = usePixels(source)
  const [shape, setShape] = useState<Shape>('square')
  const [chosen, setChosen] = useState<PercentCrop>()
  const [isBusy, setBusy] = useState(false)
  const limit = useConfig()?.max_upload_bytes ?? Number.POSITIVE_INFINITY
  const part = chosen ?? (canvas && shape === 'square' ? squareIn(canvas) : WHOLE)

  async function finish() {
    if (!canvas || !file) return
    setBusy(true)
    try {
      onCrop(await cut(canvas, part, { type: file.type, name: file.name, limit }))
    } catch {
      fail()
      setBusy(false)
    }
  }
  function rotate(direction: 1 | -1) {
    if (!canvas) return
    setCanvas(turn(canvas, direction))
    setChosen(undefined)
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      wide
      isForm
      title={text.cropTitle}
      description={<p>{text.cropWhat}</p>}
      cancel={cancel}
      actions={
        <Button
          variant="primary"
          busy={isBusy}
          disabled={!canvas || part.width === 0 || part.height === 0}
          onClick={() => void finish()}
        >
          {text.useCrop}
        </Button>
      }
    >
      <div className="mt-4 flex flex-wrap items-end gap-3">
        <Choices
          look="bar"
          legend={text.shape}
          hideLegend
          options={SHAPES}
          value={shape}
          onChange={(next) => {
            setShape(next)
            setChosen(undefined)
          }}
        />
        <span className="flex-1" />
        <Button aria-label={text.rotateLeft} title={text.rotateLeft} onClick={() => rotate(-1)}>
          <RotateCcw size={16} aria-hidden="true" />
        </Button>
        <Button aria-label={text.rotateRight} title={text.rotateRight} onClick={() => rotate(1)}>
          <RotateCw size={16} aria-hidden="true" />
        </Button>
      </div>
      <div className="mt-3 flex min-h-40 items-center justify-center rounded bg-sunken p-3">
        {hasFailed ? (
          <ErrorSummary messages={[text.cannotOpen]} />
        ) : canvas ? (
          <ReactCrop
            crop={part}
            aspect={shape === 'square' ? 1 : undefined}
            keepSelection
            minWidth={24}
            minHeight={24}
            ruleOfThirds
            className="[--rc-drag-handle-mobile-size:1.75rem] [--rc-drag-handle-size:1.5rem]"
            ariaLabels={text.cropHandles.ariaLabels}
            onChange={(_, percent) => setChosen(percent)}
          >
            <Pixels canvas={canvas} />
          </ReactCrop>
        ) : (
          <Skeleton className="aspect-square h-72 max-h-[45dvh]" />
        )}
      </div>
    </ConfirmDialog>
  )
}

function Pixels({ canvas }: { canvas: HTMLCanvasElement }) {
  return (
    <canvas
      ref={(node) => node?.getContext('2d')?.drawImage(canvas, 0, 0)}
      key={`${canvas.width}x${canvas.height}`}
      width={canvas.width}
      height={canvas.height}
      role="img"
      aria-label={text.pictureToCrop}
      className="block max-h-[45dvh] max-w-full"
    />
  )
}

function usePixels(source: File | string) {
  const [file, setFile] = useState<File>()
  const [canvas, setCanvas] = useState<HTMLCanvasElement>()
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    let isHere = true
    load(source).then(
      (loaded) => {
        if (!isHere) return
        setFile(loaded.file)
        setCanvas(loaded.canvas)
      },
      () => isHere && setFailed(true),
    )
    return () => {
      isHere = false
    }
  }, [source])
  return { file, canvas, setCanvas, hasFailed, fail: () => setFailed(true) }
}

async function load(source: File | string) {
  const file = typeof source === 'string' ? await fetchPicture(source) : source
  return { file, canvas: await decode(file) }
}

/** The largest square in the middle. */
function squareIn({ width, height }: HTMLCanvasElement): PercentCrop {
  const side = Math.min(width, height)
  const part = { width: (side / width) * 100, height: (side / height) * 100 }
  return { unit: '%', x: (100 - part.width) / 2, y: (100 - part.height) / 2, ...part }
}
