import { ProductListPage } from './ProductListPage'

export function HomePage() {
  return <ProductListPage title="Inventory" scope="all" />
}
