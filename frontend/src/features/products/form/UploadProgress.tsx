/** How much of the picture is sent; over the preview. */
export function UploadProgress({ fraction }: { fraction: number }) {
  const percent = Math.round(fraction * 100)
  return (
    <div className="absolute inset-x-0 bottom-0 bg-surface/90 px-3 py-2 text-xs">
      <div className="mb-1 flex justify-between">
        <span>{percent < 100 ? 'Sending picture' : 'Saving'}</span>
        <span className="tabular-nums">{percent} %</span>
      </div>
      <div
        role="progressbar"
        aria-label="Picture upload"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full origin-left bg-accent transition-transform"
          style={{ transform: `scaleX(${fraction})` }}
        />
      </div>
    </div>
  )
}
