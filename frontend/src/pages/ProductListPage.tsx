import { Plus } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { DashboardFigures } from '@/entities/movement/types'
import { useAt } from '@/entities/product/asOf'
import { toListParams, useListView, writeView } from '@/entities/product/listParams'
import type { ListParams } from '@/entities/product/queries'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, usePerson } from '@/entities/user/can'
import { ViewOnly } from '@/entities/user/ViewOnly'
import { BulkHost } from '@/features/bulk/BulkHost'
import { useProgress } from '@/features/first-minutes/progress'
import { PriceEditorHost } from '@/features/price/PriceEditorHost'
import { ListCount } from '@/features/product-list/ListCount'
import { DeskArrangement, DeskFilters, ListSearch, PhoneToolbar } from '@/features/product-list/ListToolbar'
import { PhonePendingNew } from '@/features/product-list/PendingNew'
import { ProductList } from '@/features/product-list/ProductList'
import { StockControlContext } from '@/features/product-list/stockControl'
import { useListFigures } from '@/features/product-list/useListFigures'
import { usePrintKey } from '@/features/product-list/usePrintKey'
import { useProductList } from '@/features/product-list/useProductList'
import { ViewDialogHost } from '@/features/saved-views/ViewDialogHost'
import { ViewTabs } from '@/features/saved-views/ViewTabs'
import { QuickAdjust } from '@/features/stock-adjust/QuickAdjust'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import { useIsInSight } from '@/lib/useIsInSight'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/filters'
import { buttonStyles } from '@/ui/buttonStyles'
import { DrawerHost } from './drawer/DrawerHost'
import { PageStatus } from './PageStatus'

const FirstMinutes = lazyPart(async () => (await import('./FirstMinutes')).FirstMinutes)
const AddSamples = lazyPart(async () => (await import('@/features/first-minutes/AddSamples')).AddSamples)

const LivePane = lazyPart(async () => (await import('@/features/live/LivePane')).LivePane)

interface ProductListPageProps {
  title: string
  scope: ListParams['scope']
}

const PastListPage = lazyPart(async () => (await import('./PastListPage')).PastListPage)

/** Inventory and My products, as they are or as they were. */
export function ProductListPage(props: ProductListPageProps) {
  const at = useAt()
  if (at === null) return <LiveListPage {...props} />
  return (
    <Suspense>
      <PastListPage {...props} at={at} />
    </Suspense>
  )
}

/** The same screen over another set of products. */
function LiveListPage({ title, scope }: ProductListPageProps) {
  const { view, change, clear, isFiltered } = useListView()
  const params = useMemo(() => toListParams(view, scope), [view, scope])
  const list = useProductList(params)
  const { openId } = useDrawer()
  const isDesk = useMediaQuery(DESK)
  const mayAdd = can(usePerson(), 'product:create')
  useTitle(title)
  usePrintKey(`${scope === 'mine' ? '/print/mine' : '/print'}?${writeView(new URLSearchParams(), view)}`)

  const toolbar = { view, scope, isFiltered, onChange: change, onClear: clear }
  // The figures are of the whole inventory.
  const figures = useListFigures(scope === 'all')
  const views = <ViewTabs view={view} scope={scope} counts={figures && countsOf(figures)} />
  const count = <ListCount list={list} value={isFiltered ? undefined : figures?.stock_value} />
  const total = list.isStandIn ? undefined : list.data?.pages.at(-1)?.total
  const isEmpty = scope === 'all' && !isFiltered && list.window?.count === 0
  const [firstSteps, changeFirstSteps] = useProgress()
  const [wereDone] = useState(firstSteps.isDone)
  // Here, and not where they are shown: that part is still loading when somebody is quick to add the samples.
  const isBeginning = isEmpty && mayAdd
  useEffect(() => {
    if (isBeginning) changeFirstSteps({ hasBegun: true })
  }, [isBeginning, changeFirstSteps])
  const hasFirstSteps =
    scope === 'all' && mayAdd && !wereDone && !firstSteps.isDismissed && (firstSteps.hasBegun || isEmpty)
  // Rows are enough: the figures may be older, and what has been done is not undone for a moment.
  const hasProducts = (list.window?.count ?? 0) > 0 || (figures?.listed ?? 0) > 0
  const steps = <Suspense>{hasFirstSteps && <FirstMinutes hasProducts={hasProducts} />}</Suspense>
  const drawer = <DrawerHost pages={list.data?.pages} atRest={<LivePane />} />
  const rows = (
    <StockControlContext value={QuickAdjust}>
      <ProductList
        list={list}
        params={params}
        view={view}
        isFiltered={isFiltered}
        onChange={change}
        onClear={clear}
        emptyAction={<Suspense>{isEmpty && mayAdd && <AddSamples />}</Suspense>}
      >
        <PriceEditorHost />
        <BulkHost params={params} total={list.window?.count ?? 0} />
      </ProductList>
    </StockControlContext>
  )
  const head = isDesk ? (
    <div className="@container shrink-0 print:hidden">
      <div className="flex h-12 items-center gap-3">
        <h1 className="whitespace-nowrap font-semibold text-base @max-2xl:sr-only">{title}</h1>
        <div className="mx-auto w-full max-w-120">
          <ListSearch view={view} onChange={change} />
        </div>
        <PageStatus />
        {mayAdd && (
          <Link to="/products/new" className={buttonStyles('primary')}>
            <Plus size={16} aria-hidden="true" />
            <span className="@max-3xl:sr-only">{text.addProduct}</span>
          </Link>
        )}
      </div>
      <div className="flex h-9 items-center gap-1.5">
        {views}
        <DeskFilters {...toolbar} />
        <span className="flex-1" />
        {/* Beside an open product there is room for what is used. */}
        <span className="@max-3xl:sr-only">{count}</span>
        <DeskArrangement {...toolbar} params={params} />
      </div>
      <ViewOnly className="pt-1 pb-2" />
    </div>
  ) : (
    <PhoneHead
      title={title}
      params={params}
      count={count}
      toolbar={<PhoneToolbar {...toolbar} total={total} params={params} />}
    >
      <ViewOnly className="px-4 pt-2" />
      <div className="px-4 pt-2">{views}</div>
    </PhoneHead>
  )
  return (
    <div
      className={
        isDesk
          ? cx(
              'flex h-[calc(100dvh-var(--notice,0px))] min-h-120 flex-col px-5 print:h-auto',
              // Beside the open product: what can be counted stays in sight.
              openId !== null && 'drawer:pe-[calc(var(--drawer)+1.25rem)]',
              'pane:pe-[calc(var(--drawer)+1.25rem)] print:pe-5',
            )
          : '[--list-top:3.75rem]'
      }
    >
      {head}
      {/* At one place on a phone and on a desk: what is selected and open stays when the phone is turned. */}
      {steps}
      <div className={cx(isDesk && 'min-h-0 flex-1')}>{rows}</div>
      {drawer}
      <ViewDialogHost />
    </div>
  )
}

/** What the tabs say. */
function countsOf({ listed, low_in_stock, out }: DashboardFigures) {
  return { all: listed, low: low_in_stock, out }
}

interface PhoneHeadProps {
  title: string
  params: ListParams
  count: ReactNode
  /** What sticks to the top of the window. */
  toolbar: ReactNode
  /** What stands between the heading and the toolbar. */
  children: ReactNode
}

/** What is new shows in the heading, and once that is out of sight, under the toolbar, where names are: no − or +. */
function PhoneHead({ title, params, count, toolbar, children }: PhoneHeadProps) {
  const heading = useRef<HTMLDivElement>(null)
  const isHeadingInSight = useIsInSight(heading)
  const pending = <PhonePendingNew params={params} />
  return (
    <>
      <div ref={heading} className="group/heading flex items-baseline justify-between gap-2.5 px-4 pt-3">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        <div className="relative flex-1 self-stretch">
          <div className="absolute top-1/2 end-0 -translate-y-1/2">{isHeadingInSight && pending}</div>
        </div>
        {/* There is no room for both. */}
        <div className="min-w-0 max-[27rem]:group-has-[button]/heading:sr-only">{count}</div>
      </div>
      {children}
      <div className="sticky top-0 z-20 bg-canvas">
        {toolbar}
        <div className="absolute top-full start-4">{!isHeadingInSight && pending}</div>
      </div>
    </>
  )
}
