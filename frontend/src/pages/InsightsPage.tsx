import { ChartLine, Printer } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import type { Insights } from '@/entities/movement/types'
import { MovedPanel, ValuePanel } from '@/features/insights/Charts'
import { RANGES, type Range, useInsights } from '@/features/insights/insights'
import { CoverPanel, DeadPanel, MoversPanel, ReasonsPanel } from '@/features/insights/Products'
import { cx } from '@/lib/cx'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/insights'
import { print } from '@/strings/reorder'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { Choices } from '@/ui/Choices'
import { LoadFailed } from '@/ui/LoadFailed'
import { Outdated } from '@/ui/Outdated'
import { PrintedAt } from '@/ui/PrintedAt'
import { Skeleton } from '@/ui/Skeleton'
import { StateMessage } from '@/ui/StateMessage'
import { SectionFrame } from './SectionFrame'

const OPTIONS = RANGES.map((days) => ({ value: String(days), label: text.lastDays(days) }))
const grid = 'grid gap-4 px-4 pt-1 pb-6 desk:px-0 lg:grid-cols-2 print:block print:space-y-4'
const column = 'flex min-w-0 flex-col gap-4 print:block print:space-y-4'

/** How the stock develops: what it is worth, what moves, what runs out and what lies about. */
export function InsightsPage() {
  useTitle(text.title)
  const [params, setParams] = useSearchParams()
  const days: Range = RANGES.find((range) => String(range) === params.get('days')) ?? RANGES[0]
  const isDesk = useMediaQuery(DESK)
  const range = (
    <div className="w-full whitespace-nowrap print:hidden">
      <Choices
        legend={text.range}
        hideLegend
        look="bar"
        options={OPTIONS}
        value={String(days)}
        onChange={(value) => setParams({ days: value }, { replace: true, preventScrollReset: true })}
      />
    </div>
  )
  return (
    <SectionFrame
      title={text.title}
      search={!isDesk && range}
      actions={
        <>
          {isDesk && range}
          <Button title={print} aria-label={print} onClick={() => window.print()} className="max-desk:hidden">
            <Printer size={15} aria-hidden="true" />
          </Button>
        </>
      }
    >
      <PrintedAt>
        <span>{text.lastDays(days)}</span> ·{' '}
      </PrintedAt>
      <Figures days={days} />
    </SectionFrame>
  )
}

function Figures({ days }: { days: Range }) {
  const query = useInsights(days)
  const { data, error, refetch, isPlaceholderData } = query
  if (!data) {
    if (!error) return <Loading />
    return (
      <LoadFailed
        error={error}
        title={text.failed}
        forbidden={text.forbidden}
        onRetry={() => void refetch()}
      />
    )
  }
  return (
    <div
      aria-busy={isPlaceholderData}
      className={cx('transition-opacity', isPlaceholderData && 'opacity-60')}
    >
      {isEmpty(data) ? <Nothing /> : <Panels data={data} />}
      <Outdated query={query} />
    </div>
  )
}

function Panels({ data }: { data: Insights }) {
  const period = { from: data.days[0]?.date ?? '', to: data.days.at(-1)?.date ?? '' }
  return (
    <div className={grid}>
      <ValuePanel days={data.days} />
      <MovedPanel days={data.days} />
      <div className={column}>
        <ReasonsPanel reasons={data.reasons} {...period} />
        <CoverPanel cover={data.cover} />
      </div>
      <div className={column}>
        <MoversPanel movers={data.movers} {...period} />
        <DeadPanel dead={data.dead_stock} />
      </div>
    </div>
  )
}

function isEmpty({ days, reasons, dead_stock: dead }: Insights): boolean {
  return reasons.length === 0 && dead.products === 0 && days.every(({ value }) => Number(value) === 0)
}

function Loading() {
  return (
    <div role="status" aria-live="off" aria-label={text.loading} className={grid}>
      {['h-80', 'h-80', 'h-64', 'h-64'].map((height, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
        <Skeleton key={place} className={height} />
      ))}
    </div>
  )
}

function Nothing() {
  return (
    <StateMessage
      icon={ChartLine}
      title={text.none}
      actions={
        <Link to="/" className={buttonStyles('secondary')}>
          {text.goToInventory}
        </Link>
      }
    >
      <p>{text.noneHint}</p>
    </StateMessage>
  )
}
