import { History, SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { toListParams, useListView } from '@/entities/product/listParams'
import type { ListParams } from '@/entities/product/queries'
import { PastBar } from '@/features/past/PastBar'
import { PastFailed } from '@/features/past/PastFailed'
import { PastFigures } from '@/features/past/PastFigures'
import { PastTable } from '@/features/past/PastTable'
import { usePastList } from '@/features/past/past'
import { ExportMenu } from '@/features/product-list/ExportMenu'
import { DeskFilters, ListSearch, PhoneToolbar } from '@/features/product-list/ListToolbar'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/past'
import { Button } from '@/ui/Button'
import { MoreRows } from '@/ui/MoreRows'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { StateMessage } from '@/ui/StateMessage'

interface PastListPageProps {
  title: string
  scope: ListParams['scope']
  at: string
}

/** Inventory and My products as they were: to search, filter and read. */
export function PastListPage({ title, scope, at }: PastListPageProps) {
  const { view, change, clear, isFiltered } = useListView()
  const params = useMemo(() => toListParams(view, scope), [view, scope])
  const list = usePastList(params, at)
  const isDesk = useMediaQuery(DESK)
  useTitle(title)
  const total = list.data?.pages.at(-1)?.total
  const count = (
    <span className="whitespace-nowrap text-muted tabular-nums">
      {total !== undefined && text.count(total)}
    </span>
  )
  const toolbar = { view, scope, isFiltered, onChange: change, onClear: clear }
  const figures = scope === 'all' && <PastFigures at={at} />
  const products = <Products list={list} at={at} isFiltered={isFiltered} onClear={clear} />
  if (!isDesk) {
    return (
      <>
        <PastBar at={at} />
        <div className="flex items-baseline justify-between gap-2.5 px-4 pt-3">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          {count}
        </div>
        {figures && <div className="px-4 pt-1">{figures}</div>}
        <div className="sticky top-0 z-20 bg-canvas">
          <PhoneToolbar {...toolbar} params={params} at={at} />
        </div>
        {products}
      </>
    )
  }
  return (
    <>
      <PastBar at={at} />
      <div className="@container px-5 pb-10">
        <div className="flex h-12 items-center gap-3">
          <h1 className="whitespace-nowrap font-semibold text-base">{title}</h1>
          <div className="mx-auto w-full max-w-120">
            <ListSearch view={view} onChange={change} />
          </div>
          {figures}
        </div>
        <div className="flex min-h-9 flex-wrap items-center gap-1.5 pb-1">
          <DeskFilters {...toolbar} />
          <span className="flex-1" />
          {count}
          <ExportMenu params={params} at={at} />
        </div>
        {products}
      </div>
    </>
  )
}

interface ProductsProps {
  list: ReturnType<typeof usePastList>
  at: string
  isFiltered: boolean
  onClear: () => void
}

function Products({ list, at, isFiltered, onClear }: ProductsProps) {
  if (!list.data) {
    if (list.error)
      return <PastFailed error={list.error} title={text.failed} onRetry={() => void list.refetch()} />
    return <RowSkeleton label={text.loading} rows={8} className="h-13 gap-3" end={null} />
  }
  const rows = list.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) {
    return isFiltered ? (
      <StateMessage
        icon={SearchX}
        title={text.noMatch}
        actions={<Button onClick={onClear}>{text.clearFilters}</Button>}
      >
        <p>{text.noMatchWhy}</p>
      </StateMessage>
    ) : (
      <StateMessage icon={History} title={text.none}>
        <p>{text.noneWhy}</p>
      </StateMessage>
    )
  }
  return (
    <>
      <PastTable rows={rows} addressOf={(id) => `/products/${id}?at=${encodeURIComponent(at)}`} />
      <MoreRows list={list} text={text.showMore} />
    </>
  )
}
