import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Insights } from '@/entities/movement/types'
import { useMoney } from '@/lib/config'
import { formatCount, formatDay } from '@/lib/format'
import { DIRECTION } from '@/lib/locale'
import { subscribeToTheme } from '@/lib/theme'
import * as text from '@/strings/insights'
import type { Period } from './insights'
import { periodLabel } from './periodLabel'
import { barOptions, lineOptions, type OnPoint, type Options, secondsOf } from './plotOptions'

/** What the stock was worth, day by day. */
export function ValuePlot({ days, label }: { days: Insights['days']; label: string }) {
  const money = useMoney()
  const short = useMoney('compact')
  const data: uPlot.AlignedData = [
    days.map(({ date }) => secondsOf(date)),
    days.map(({ value }) => Number(value)),
  ]
  return (
    <Plot
      key={short('1')}
      label={label}
      data={data}
      options={(onPoint) => lineOptions(onPoint, (amount) => short(String(amount)))}
      tooltip={(index) => {
        const day = days[index]
        if (!day) return null
        return (
          <>
            <p className="text-muted">{formatDay(day.date)}</p>
            <p className="font-semibold text-sm">{money(day.value)}</p>
          </>
        )
      }}
    />
  )
}

/** What came and what went, period by period. */
export function MovedPlot({ periods, label }: { periods: Period[]; label: string }) {
  const data: uPlot.AlignedData = [
    periods.map(({ to }) => secondsOf(to)),
    periods.map(({ received }) => received),
    periods.map(({ removed }) => -removed),
  ]
  const last = periods.at(-1)
  const length = last && last.from !== last.to ? 7 : 1
  return (
    <Plot
      key={length}
      label={label}
      data={data}
      options={(onPoint) => barOptions(onPoint, length)}
      tooltip={(index) => {
        const period = periods[index]
        if (!period) return null
        return (
          <>
            <p className="text-muted">{periodLabel(period)}</p>
            <p className="text-live-ink">{text.cameIn(formatCount(period.received))}</p>
            <p className="text-low-ink">{text.wentOut(formatCount(period.removed))}</p>
          </>
        )
      }}
    />
  )
}

interface PlotProps {
  label: string
  data: uPlot.AlignedData
  options: (onPoint: OnPoint) => Options
  tooltip: (index: number) => ReactNode
}

function Plot({ label, data, options, tooltip }: PlotProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const [pointed, setPointed] = useState<{ index: number; left: number } | null>(null)
  const isDark = useSyncExternalStore(subscribeToTheme, () =>
    document.documentElement.classList.contains('dark'),
  )
  const latest = useRef({ data, options })
  latest.current = { data, options }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = box.current
    if (!element) return
    const size = () => ({ width: element.clientWidth, height: element.clientHeight })
    const look = latest.current.options((index, left) => setPointed(index === null ? null : { index, left }))
    const plot = new uPlot({ ...look, ...size() }, latest.current.data, element)
    chart.current = plot
    const observer = new ResizeObserver(() => plot.setSize(size()))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      chart.current = null
    }
  }, [isDark])
  const drawn = JSON.stringify(data)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `drawn` says when the data differ
  useEffect(() => chart.current?.setData(latest.current.data), [drawn])

  const width = box.current?.clientWidth ?? 0
  const shown = pointed && tooltip(pointed.index)
  return (
    <div dir="ltr" className="relative h-full">
      <div ref={box} role="img" aria-label={label} className="h-full overflow-hidden" />
      {pointed && shown && (
        <div
          dir={DIRECTION}
          aria-hidden="true"
          style={
            pointed.left > width / 2 ? { right: width - pointed.left + 10 } : { left: pointed.left + 10 }
          }
          className="pointer-events-none absolute top-1 z-10 whitespace-nowrap rounded border border-line bg-surface px-2.5 py-1.5 text-xs tabular-nums shadow-raised"
        >
          {shown}
        </div>
      )}
    </div>
  )
}
