import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'

/** How much of the picture is sent; over the preview. What is sent completely can no longer be stopped. */
export function UploadProgress({ fraction, onStop }: { fraction: number; onStop: () => void }) {
  const percent = Math.round(fraction * 100)
  return (
    <div className="absolute inset-x-0 bottom-0 bg-surface/95 px-3 py-2 text-xs">
      <div className="mb-1 flex items-center justify-between">
        <span>{percent < 100 ? text.sendingPicture : text.savingPicture}</span>
        <span className="tabular-nums">{text.percent(fraction)}</span>
      </div>
      <div
        role="progressbar"
        aria-label={text.pictureUpload}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full origin-left bg-accent rtl:origin-right transition-transform"
          style={{ transform: `scaleX(${fraction})` }}
        />
      </div>
      {percent < 100 && (
        <Button onClick={onStop} className="mt-2 w-full">
          {text.cancelUpload}
        </Button>
      )}
    </div>
  )
}
