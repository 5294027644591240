import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { ProductForm } from '@/features/products/form/ProductForm'
import type { Product } from '@/features/products/types'
import { useTitle } from '@/lib/useTitle'
import { PageFrame } from './PageFrame'

export function AddProductPage() {
  const navigate = useNavigate()
  useTitle('Add product')
  function onSaved(product: Product) {
    toast.success(`${product.name} added`)
    navigate('/')
  }
  return (
    <PageFrame title="Add product" backTo="/" backLabel="Back to the inventory">
      <ProductForm product={null} cancelTo="/" onSaved={onSaved} />
    </PageFrame>
  )
}
