import { mine } from '@/strings/shell'
import { ProductListPage } from './ProductListPage'

export function MyProductsPage() {
  return <ProductListPage title={mine} scope="mine" />
}
