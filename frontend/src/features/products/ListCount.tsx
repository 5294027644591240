import * as text from '@/strings/productList'
import type { ProductListQuery } from './useProductList'

/** How many products the view has, said aloud when a search or filter changes it. */
export function ListCount({ list: { data, isStandIn } }: { list: ProductListQuery }) {
  const total = isStandIn ? undefined : data?.pages.at(-1)?.total
  return (
    <span role="status" className="whitespace-nowrap text-muted tabular-nums">
      {total !== undefined && text.productCount(total)}
    </span>
  )
}
