import { useSaidOf } from '@/lib/announcer'
import { useMoney } from '@/lib/config'
import { found } from '@/strings/common'
import * as text from '@/strings/productList'
import type { ProductListQuery } from './useProductList'

interface ListCountProps {
  list: ProductListQuery
  /** What all of it is worth; a decimal string. */
  value: string | undefined
}

/** How many products the view has, said aloud when a search or filter changes it, but not with every live change. */
export function ListCount({ list: { data, window: loaded, isStandIn }, value }: ListCountProps) {
  const money = useMoney()
  const total = isStandIn ? undefined : data?.pages.at(-1)?.total
  useSaidOf(total === undefined ? null : (loaded?.list ?? null), found(total ?? 0))
  return (
    <span className="block truncate text-muted tabular-nums">
      {total !== undefined && <span>{text.productCount(total)}</span>}
      {total !== undefined && value !== undefined && (
        <span title={text.stockValue} className="max-[23rem]:sr-only">
          {' · '}
          <bdi>{money(value)}</bdi>
        </span>
      )}
    </span>
  )
}
