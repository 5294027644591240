import uPlot from 'uplot'
import { formatCount } from '@/lib/format'
import { LOCALE } from '@/lib/locale'
import { axisSize } from '@/ui/axisSize'

const FONT = '11px Inter, ui-sans-serif, system-ui, sans-serif'
const DAY = 86_400

export type OnPoint = (index: number | null, left: number) => void
export type Options = Omit<uPlot.Options, 'width' | 'height'>

/** The value as a line over its area. */
export function lineOptions(onPoint: OnPoint, money: (amount: number) => string): Options {
  const colour = colours()
  return {
    ...shared(onPoint),
    scales: { y: { range: (_, __, max) => [0, max > 0 ? max * 1.12 : 1] } },
    axes: axes((ticks) => ticks.map(money), 58),
    series: [
      {},
      { stroke: colour('--accent'), fill: colour('--accent-soft'), width: 1.75, points: { show: false } },
    ],
  }
}

/** What came as bars above the line, what went as bars below it. */
export function barOptions(onPoint: OnPoint, days: number): Options {
  const colour = colours()
  const bars = uPlot.paths.bars?.({ size: [0.7, 28] })
  const half = (days * DAY) / 2
  return {
    ...shared(onPoint),
    scales: {
      x: { range: (_, min, max) => [min - half, max + half] },
      y: {
        range: (_, min, max) => {
          const most = Math.max(4, max, -min) * 0.12
          return [min < 0 ? min - most : 0, max + most]
        },
      },
    },
    axes: axes((ticks) => ticks.map((tick) => formatCount(Math.abs(tick))), 44),
    series: [
      {},
      { fill: colour('--live'), stroke: colour('--live'), width: 0, paths: bars, points: { show: false } },
      {
        fill: colour('--low-ink'),
        stroke: colour('--low-ink'),
        width: 0,
        paths: bars,
        points: { show: false },
      },
    ],
  }
}

/** A day of the API in seconds, as the charts take it. */
export function secondsOf(date: string): number {
  return Date.parse(`${date}T00:00:00`) / 1000
}

function shared(onPoint: OnPoint): Omit<Options, 'series'> {
  return {
    padding: [10, 16, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left } = plot.cursor
          const isInside = idx !== null && idx !== undefined && left !== undefined && left >= 0
          onPoint(isInside ? idx : null, isInside ? left + plot.over.offsetLeft : 0)
        },
      ],
    },
  }
}

function axes(label: (ticks: number[]) => string[], least: number): uPlot.Axis[] {
  const colour = colours()
  const axis = { stroke: colour('--muted'), font: FONT, ticks: { show: false } }
  return [
    { ...axis, grid: { show: false }, size: 26, space: 64, values: (_, ticks) => ticks.map(dayLabel) },
    {
      ...axis,
      grid: { stroke: colour('--line'), width: 1 },
      size: axisSize(least),
      values: (_, ticks) => label(ticks),
    },
  ]
}

/** The page's colours as they are now; the system's own where it forces them. */
function colours(): (name: string) => string {
  if (window.matchMedia('(forced-colors: active)').matches) return (name) => FORCED[name] ?? 'CanvasText'
  const style = getComputedStyle(document.documentElement)
  return (name) => style.getPropertyValue(name).trim()
}

const FORCED: Record<string, string> = {
  '--accent': 'Highlight',
  '--accent-soft': 'Canvas',
  '--live': 'Highlight',
  '--line': 'GrayText',
}

const labels = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' })

function dayLabel(seconds: number): string {
  return labels.format(new Date(seconds * 1000))
}
