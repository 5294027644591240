import { PackageOpen, SearchX, ShieldX } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { StockStatus } from '@/entities/product/StockStatus'
import type { Product } from '@/entities/product/types'
import { cx } from '@/lib/cx'
import { formatCount, formatTime } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import * as text from '@/strings/wall'
import { Mark } from '@/ui/Mark'
import { StateMessage } from '@/ui/StateMessage'
import { isFiltered, StockFeed, type Wall } from './stockFeed'

const NOTHING_TO_SHOW = {
  refused: { icon: ShieldX, title: text.refused, why: text.refusedWhy },
  unknown: { icon: SearchX, title: text.unknown, why: text.unknownWhy },
}

/** The stock, live and large, with nothing to press. */
export function WallScreen({ token, query }: { token: string; query: URLSearchParams }) {
  const [feed] = useState(() => new StockFeed(token, query))
  useEffect(() => {
    feed.start()
    return () => feed.stop()
  }, [feed])
  const wall = useSyncExternalStore(feed.store.subscribe, feed.store.get)
  if (wall.state === 'refused' || wall.state === 'unknown') {
    const { icon, title, why } = NOTHING_TO_SHOW[wall.state]
    return (
      <main className="flex min-h-dvh items-center">
        <StateMessage isPage icon={icon} title={title} role="alert">
          <p>{why}</p>
        </StateMessage>
      </main>
    )
  }
  return (
    <main className="min-h-dvh px-4 pb-6 md:px-8">
      <Head wall={wall} />
      {wall.state === 'loading' ? (
        <p role="status" aria-live="off" className="py-10 text-muted text-lg">
          {text.loading}
        </p>
      ) : (
        <Stock wall={wall} isFiltered={isFiltered(query)} />
      )}
    </main>
  )
}

function Head({ wall }: { wall: Wall }) {
  const now = new Date(useNow())
  const { rows, total, isLive } = wall
  return (
    <header className="sticky top-0 flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b bg-canvas py-3">
      <Mark size={28} />
      <h1 className="font-semibold text-xl md:text-2xl">{text.title}</h1>
      {wall.state === 'shown' && (
        <p className="text-muted tabular-nums md:text-lg">
          {rows.length < total
            ? text.firstOf(formatCount(rows.length), formatCount(total))
            : text.count(formatCount(total), total)}
        </p>
      )}
      <div className="ms-auto flex items-center gap-4">
        <p className="flex items-center gap-2 md:text-lg">
          <span
            aria-hidden="true"
            className={cx('size-2.5 shrink-0 rounded-full', isLive ? 'bg-live' : 'bg-low-ink')}
          />
          <span className={isLive ? 'text-live-ink' : 'text-low-ink'}>{stateOf(wall)}</span>
        </p>
        <time
          dateTime={now.toISOString()}
          className="whitespace-nowrap font-semibold text-xl tabular-nums md:text-2xl"
        >
          {formatTime(now)}
        </time>
      </div>
    </header>
  )
}

function stateOf({ isLive, readAt }: Wall): string {
  if (isLive) return text.live
  return readAt === null ? text.connecting : `${text.offline}. ${text.asOf(formatTime(new Date(readAt)))}`
}

const CELL = 'border-line border-b py-2.5'

function Stock({ wall, isFiltered }: { wall: Wall; isFiltered: boolean }) {
  if (wall.rows.length === 0) {
    return (
      <StateMessage icon={PackageOpen} title={isFiltered ? text.noMatch : text.none}>
        <p>{isFiltered ? text.noMatchWhy : text.noneWhy}</p>
      </StateMessage>
    )
  }
  return (
    <table className="w-full border-separate border-spacing-0">
      <thead>
        <tr className="text-start text-muted">
          <th scope="col" className={cx(CELL, 'text-start font-medium')}>
            {text.columns.product}
          </th>
          <th scope="col" className={cx(CELL, 'hidden text-start font-medium md:table-cell')}>
            {text.columns.category}
          </th>
          <th scope="col" className={cx(CELL, 'whitespace-nowrap text-right font-medium')}>
            {text.columns.onHand}
          </th>
          <th scope="col" className={cx(CELL, 'w-20 ps-3 text-start font-medium md:w-28 md:ps-6')}>
            {text.columns.status}
          </th>
        </tr>
      </thead>
      <tbody>
        {wall.rows.map((product) => (
          <Row
            key={product.id}
            product={product}
            category={wall.categories.get(product.category) ?? product.category}
          />
        ))}
      </tbody>
    </table>
  )
}

function Row({ product, category }: { product: Product; category: string }) {
  return (
    <tr>
      <td className={CELL}>
        <p className="wrap-anywhere font-medium text-lg leading-snug md:text-xl 2xl:text-2xl">
          <bdi>{product.name}</bdi>
        </p>
        <p className="text-muted text-xs">
          <bdi className="font-mono">{product.sku}</bdi>
        </p>
      </td>
      <td className={cx(CELL, 'hidden text-muted md:table-cell md:text-lg')}>
        <bdi>{category}</bdi>
      </td>
      <td
        className={cx(
          CELL,
          'ps-3 text-right font-semibold text-2xl tabular-nums md:text-3xl 2xl:text-4xl',
          !product.is_in_stock && 'text-out-ink',
        )}
      >
        {formatCount(product.quantity)}
      </td>
      <td className={cx(CELL, 'w-20 ps-3 md:w-28 md:ps-6')}>
        <StockStatus product={product} />
      </td>
    </tr>
  )
}
