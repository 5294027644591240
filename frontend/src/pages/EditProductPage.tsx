import { Lock } from 'lucide-react'
import { Link, useNavigate, useParams } from 'react-router'
import { toast } from 'sonner'
import { buttonStyles } from '@/components/buttonStyles'
import { StateMessage } from '@/components/StateMessage'
import { useUserId } from '@/features/auth/session'
import { ProductForm } from '@/features/products/form/ProductForm'
import { ProductStates } from '@/features/products/ProductStates'
import type { Product } from '@/features/products/types'
import { useProduct } from '@/features/products/useProduct'
import { useTitle } from '@/lib/useTitle'
import { PageFrame } from './PageFrame'

export function EditProductPage() {
  const { id = '' } = useParams()
  const { product, latest, error, deletedBy, retry } = useProduct(id)
  const navigate = useNavigate()
  const userId = useUserId()
  useTitle(product ? `Edit ${product.name}` : 'Edit product')

  function onSaved(saved: Product) {
    toast.success(`${saved.name} saved`)
    navigate(`/products/${saved.id}`, { replace: true })
  }
  const back = `/products/${id}`
  if (!product) {
    return (
      <PageFrame title="Edit product" backTo="/" backLabel="Back to the inventory">
        <ProductStates error={error} deletedBy={deletedBy} onRetry={retry} />
      </PageFrame>
    )
  }
  return (
    <PageFrame title={`Edit ${product.name}`} backTo={back} backLabel="Back to the product">
      {product.created_by === userId ? (
        <ProductForm product={product} latest={latest} cancelTo={back} onSaved={onSaved} />
      ) : (
        <Forbidden product={product} />
      )}
    </PageFrame>
  )
}

function Forbidden({ product }: { product: Product }) {
  return (
    <StateMessage
      icon={Lock}
      title="Only the owner can change this product"
      actions={
        <Link to={`/products/${product.id}`} className={buttonStyles('primary')}>
          View it
        </Link>
      }
    >
      <p>{product.owner ? `It belongs to ${product.owner}.` : 'It has no owner any more.'}</p>
    </StateMessage>
  )
}
