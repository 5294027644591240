import { inventory } from '@/strings/shell'
import { ProductListPage } from './ProductListPage'

export function HomePage() {
  return <ProductListPage title={inventory} scope="all" />
}
