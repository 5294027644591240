import { type ReactNode, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { Insights } from '@/entities/movement/types'
import { useMoney } from '@/lib/config'
import { formatCount, formatDay } from '@/lib/format'
import { leftToRight } from '@/lib/isolate'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/insights'
import { Button } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { DataTable, figureCell, linkStyles } from './DataTable'
import { difference, historyOf, type Period, toPeriods } from './insights'
import { Panel } from './Panel'
import { periodLabel } from './periodLabel'

const ValuePlot = lazyPart(async () => (await import('./Plot')).ValuePlot)
const MovedPlot = lazyPart(async () => (await import('./Plot')).MovedPlot)

type Days = Insights['days']

/** What the stock was worth at the end of each day. */
export function ValuePanel({ days }: { days: Days }) {
  const money = useMoney()
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) return null
  const change = difference(last.value, first.value)
  const sign = change.startsWith('-') ? '−' : '+'
  const firstDay = formatDay(first.date)
  return (
    <ChartPanel
      title={text.value}
      figure={
        <>
          <span className="font-semibold text-ink">{money(last.value)}</span>{' '}
          <span className="text-xs">
            {text.valueChange(leftToRight(`${sign}${money(change.replace('-', ''))}`), firstDay)}
          </span>
        </>
      }
      hint={text.valueHint}
      chart={
        <ValuePlot
          days={days}
          label={text.valueCourse({ firstDay, first: money(first.value), now: money(last.value) })}
        />
      }
      table={<ValueTable days={days} />}
    />
  )
}

/** What came and what went. */
export function MovedPanel({ days }: { days: Days }) {
  const periods = toPeriods(days)
  const total = (figure: 'received' | 'removed') =>
    formatCount(days.reduce((sum, day) => sum + day[figure], 0))
  const received = total('received')
  const removed = total('removed')
  const isByWeek = periods.length < days.length
  return (
    <ChartPanel
      title={text.moved}
      figure={
        <span className="flex flex-wrap gap-x-3">
          <Key className="bg-live" label={text.cameIn(received)} />
          <Key className="bg-low-ink" label={text.wentOut(removed)} />
        </span>
      }
      hint={isByWeek ? text.movedByWeek : text.movedByDay}
      chart={
        <MovedPlot
          periods={periods}
          label={text.movedCourse({ firstDay: formatDay(days[0]?.date ?? ''), received, removed })}
        />
      }
      table={<MovedTable periods={periods} isByWeek={isByWeek} />}
    />
  )
}

interface ChartPanelProps {
  title: string
  figure: ReactNode
  hint: string
  chart: ReactNode
  table: ReactNode
}

/** A chart that can be read as a table. */
function ChartPanel({ title, figure, hint, chart, table }: ChartPanelProps) {
  const [isTable, setIsTable] = useState(false)
  return (
    <Panel
      title={title}
      figure={figure}
      hint={hint}
      actions={
        <Button
          variant="ghost"
          className="-me-2"
          aria-label={isTable ? text.asChartOf(title) : text.asTableOf(title)}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? text.asChart : text.asTable}
        </Button>
      }
    >
      {isTable ? (
        // biome-ignore lint/a11y/useSemanticElements: a box that scrolls, which the keyboard must be able to reach
        <div
          role="region"
          aria-label={text.tableOf(title)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled by keyboard
          tabIndex={0}
          className="h-60 overflow-y-auto print:h-auto"
        >
          {table}
        </div>
      ) : (
        <div className="h-60">
          <Suspense fallback={<Skeleton className="h-full" />}>{chart}</Suspense>
        </div>
      )}
    </Panel>
  )
}

function Key({ className, label }: { className: string; label: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-2.5 rounded-full forced-color-adjust-none ${className}`} />
      <span>{label}</span>
    </span>
  )
}

function ValueTable({ days }: { days: Days }) {
  const money = useMoney()
  return (
    <DataTable caption={text.tableOf(text.value)} columns={[text.columns.day, text.columns.value]}>
      {days.toReversed().map(({ date, value }) => (
        <tr key={date} className="border-line border-t">
          <th scope="row" className="whitespace-nowrap py-1.5 text-start font-normal">
            <Link to={historyOf({ from: date, to: date })} className={linkStyles}>
              {formatDay(date)}
            </Link>
          </th>
          <td className={figureCell}>{money(value)}</td>
        </tr>
      ))}
    </DataTable>
  )
}

function MovedTable({ periods, isByWeek }: { periods: Period[]; isByWeek: boolean }) {
  const { day, days, movements, unitsIn, unitsOut } = text.columns
  return (
    <DataTable
      caption={text.tableOf(text.moved)}
      columns={[isByWeek ? days : day, movements, unitsIn, unitsOut]}
    >
      {periods.toReversed().map((period) => (
        <tr key={period.to} className="border-line border-t">
          <th scope="row" className="py-1.5 text-start font-normal">
            <Link to={historyOf(period)} className={linkStyles}>
              {periodLabel(period)}
            </Link>
          </th>
          <td className={figureCell}>{formatCount(period.movements)}</td>
          <td className={figureCell}>{formatCount(period.received)}</td>
          <td className={figureCell}>{formatCount(period.removed)}</td>
        </tr>
      ))}
    </DataTable>
  )
}
