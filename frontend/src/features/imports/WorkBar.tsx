import { cx } from '@/lib/cx'

interface WorkBarProps {
  /** What is being done. */
  title: string
  /** 0…1; null: nobody can say. */
  fraction: number | null
  /** How far it is, in words. */
  words: string
}

/** How far something is that takes a while. */
export function WorkBar({ title, fraction, words }: WorkBarProps) {
  const percent = fraction === null ? undefined : Math.round(fraction * 100)
  return (
    <div>
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <p className="min-w-0 break-words font-medium">{title}</p>
        <p className="shrink-0 text-muted tabular-nums">{words}</p>
      </div>
      <div
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={words || undefined}
        className="h-1.5 overflow-hidden rounded-full bg-sunken forced-colors:border"
      >
        <div
          className={cx(
            'h-full rounded-full bg-accent transition-[width] forced-colors:bg-[Highlight]',
            percent === undefined && 'w-full animate-shimmer',
          )}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  )
}
