import * as text from '@/strings/shell'
import { ProductListPage } from './ProductListPage'

export function HomePage() {
  return <ProductListPage title={text.inventory} scope="all" />
}
