import { ProductListPage } from './ProductListPage'

export function MyProductsPage() {
  return <ProductListPage title="My products" scope="mine" />
}
