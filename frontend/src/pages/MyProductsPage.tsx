import * as text from '@/strings/shell'
import { ProductListPage } from './ProductListPage'

export function MyProductsPage() {
  return <ProductListPage title={text.mine} scope="mine" />
}
