import { formatCount } from '@/lib/format'
import { trendOf } from '@/strings/productList'

const WIDTH = 88
const HEIGHT = 24
/** Room for the stroke and for the dot at the end. */
const EDGE = 3

/** How many were on hand day by day, from none at the foot to the most at the top; a dot on the last. */
export function Sparkline({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts)
  const x = (day: number) => EDGE + (day / Math.max(1, counts.length - 1)) * (WIDTH - 2 * EDGE)
  const y = (count: number) => HEIGHT - EDGE - (count / most) * (HEIGHT - 2 * EDGE)
  const [first = 0] = counts
  const last = counts.at(-1) ?? 0
  return (
    <svg
      role="img"
      aria-label={trendOf(formatCount(first), formatCount(last))}
      width={WIDTH}
      height={HEIGHT}
      className="inline-block align-middle text-accent-ink"
    >
      <polyline
        points={counts.map((count, day) => `${x(day).toFixed(1)},${y(count).toFixed(1)}`).join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx={x(counts.length - 1)} cy={y(last)} r="2" fill="currentColor" />
    </svg>
  )
}
