import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { HistoryDay } from '@/entities/movement/types'
import { formatDelta } from '@/entities/movement/words'
import { formatCount, formatDay } from '@/lib/format'
import { DIRECTION } from '@/lib/locale'
import { subscribeToTheme } from '@/lib/theme'
import * as text from '@/strings/history'
import { chartOptions, toSeries } from './chartOptions'

interface StockChartProps {
  days: HistoryDay[]
  reorderLevel: number | null
}

interface Pointed {
  index: number
  /** Pixels from the left of the chart. */
  left: number
}

/** What was on hand, day by day, as a stepped line with the reorder level across it. */
export function StockChart({ days, reorderLevel }: StockChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const isDark = useSyncExternalStore(subscribeToTheme, () =>
    document.documentElement.classList.contains('dark'),
  )
  const series = toSeries(days, reorderLevel)
  const latest = useRef(series)
  latest.current = series

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the theme changes
  useEffect(() => {
    const element = box.current
    if (!element) return
    const size = () => ({ width: element.clientWidth, height: element.clientHeight })
    const onPoint = (index: number | null, left: number) =>
      setPointed(index === null ? null : { index, left })
    const plot = new uPlot({ ...chartOptions(onPoint), ...size() }, latest.current, element)
    chart.current = plot
    const observer = new ResizeObserver(() => plot.setSize(size()))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      chart.current = null
    }
  }, [isDark])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the series are made of these
  useEffect(() => chart.current?.setData(latest.current), [days, reorderLevel])

  return (
    <div dir="ltr" className="relative h-full">
      <div
        ref={box}
        role="img"
        aria-label={describe(days, reorderLevel)}
        className="h-full overflow-hidden"
      />
      {pointed && (
        <Tooltip
          day={days[Math.min(pointed.index, days.length - 1)]}
          left={pointed.left}
          width={box.current?.clientWidth ?? 0}
        />
      )}
    </div>
  )
}

function Tooltip({ day, left, width }: { day: HistoryDay | undefined; left: number; width: number }) {
  if (!day) return null
  const isRight = left > width / 2
  return (
    <div
      dir={DIRECTION}
      aria-hidden="true"
      style={isRight ? { right: width - left + 10 } : { left: left + 10 }}
      className="pointer-events-none absolute top-1 z-10 whitespace-nowrap rounded bg-surface px-2.5 py-1.5 text-xs tabular-nums shadow-raised"
    >
      <p className="text-muted">{formatDay(day.date)}</p>
      <p className="font-semibold text-sm">{text.onHandCount(formatCount(day.on_hand))}</p>
      {day.received > 0 && <p className="text-live-ink">{text.cameIn(formatDelta(day.received))}</p>}
      {day.removed > 0 && <p className="text-low-ink">{text.wentOut(formatDelta(-day.removed))}</p>}
    </div>
  )
}

function describe(days: HistoryDay[], reorderLevel: number | null): string {
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) return text.none
  const lowest = days.reduce((low, day) => (day.on_hand < low.on_hand ? day : low), first)
  const course = text.course({
    firstDay: formatDay(first.date),
    first: formatCount(first.on_hand),
    now: formatCount(last.on_hand),
    lowestDay: formatDay(lowest.date),
    lowest: formatCount(lowest.on_hand),
  })
  return reorderLevel === null ? course : text.courseWithLevel(course, formatCount(reorderLevel))
}
