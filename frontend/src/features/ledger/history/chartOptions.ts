import uPlot from 'uplot'
import type { HistoryDay } from '@/entities/movement/types'
import { formatCount } from '@/lib/format'
import { LOCALE } from '@/lib/locale'
import { axisSize } from '@/ui/axisSize'

/** Between the dates of the axis, in seconds: the only day of a new product would be named every few hours. */
const WHOLE_DAYS = [1, 2, 5, 7, 10, 14, 28].map((days) => days * 86_400)
const FONT = '11px Inter, ui-sans-serif, system-ui, sans-serif'

/** Days in seconds, on hand, and the reorder level as a line of its own. */
export function toSeries(days: HistoryDay[], reorderLevel: number | null): uPlot.AlignedData {
  const last = days.at(-1)
  // Today is as wide as every other day: its step ends where tomorrow begins.
  const points = last ? [...days, { ...last, date: dayAfter(last.date) }] : []
  return [
    points.map(({ date }) => Date.parse(`${date}T00:00:00`) / 1000),
    points.map(({ on_hand }) => on_hand),
    points.map(() => reorderLevel),
  ]
}

/** The look of the chart in the colours of the page as it is now. `onPoint` hears where the pointer is. */
export function chartOptions(
  onPoint: (index: number | null, left: number) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const axis = { stroke: colour('--muted'), font: FONT, ticks: { show: false } }
  return {
    padding: [10, 26, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, fill: colour('--accent') } },
    scales: { y: { range: (_, __, max) => [0, Math.max(4, Math.ceil(max * 1.12))] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        gap: 9,
        space: 64,
        incrs: WHOLE_DAYS,
        values: (_, ticks) => ticks.map(dayLabel),
      },
      {
        ...axis,
        grid: { stroke: colour('--line'), width: 1 },
        size: axisSize(44),
        // Units are whole.
        incrs: [
          1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7, 1e8,
        ],
        values: (_, ticks) => ticks.map(formatCount),
      },
    ],
    series: [
      {},
      {
        stroke: colour('--accent'),
        fill: colour('--accent-soft'),
        width: 1.75,
        paths: uPlot.paths.stepped?.({ align: 1 }),
        points: { show: false },
      },
      { stroke: colour('--low-ink'), width: 1.25, dash: [5, 4], points: { show: false } },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left } = plot.cursor
          const isInside = idx !== null && idx !== undefined && left !== undefined && left >= 0
          const offset = plot.over.offsetLeft
          onPoint(isInside ? idx : null, isInside ? left + offset : 0)
        },
      ],
    },
  }
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T12:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

const labels = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' })

function dayLabel(seconds: number): string {
  return labels.format(new Date(seconds * 1000))
}
