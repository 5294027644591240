import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { useUserId } from '@/features/auth/session'
import { DeleteDialog } from '@/features/products/DeleteDialog'
import { ProductFacts } from '@/features/products/ProductFacts'
import { ProductStates } from '@/features/products/ProductStates'
import type { Product } from '@/features/products/types'
import { useProduct } from '@/features/products/useProduct'
import { StockHistorySection } from '@/features/stock/history/StockHistorySection'
import { Timeline } from '@/features/stock/movements/Timeline'
import { useTitle } from '@/lib/useTitle'
import { PageFrame } from './PageFrame'

export function ProductPage() {
  const { id = '' } = useParams()
  const { product, isGone, error, deletedBy, retry } = useProduct(id)
  const userId = useUserId()
  useTitle(product?.name ?? 'Product')
  const shown = isGone ? undefined : product
  return (
    <PageFrame
      title={shown?.name ?? 'Product'}
      backTo="/"
      backLabel="Back to the inventory"
      actions={shown && shown.created_by === userId && <OwnerActions product={shown} />}
    >
      {shown ? (
        <div className="space-y-8">
          <ProductFacts product={shown} />
          <div className="max-w-5xl space-y-8">
            <StockHistorySection product={shown} />
            <Timeline product={shown} />
          </div>
        </div>
      ) : (
        <ProductStates error={error} deletedBy={deletedBy} onRetry={retry} />
      )}
    </PageFrame>
  )
}

function OwnerActions({ product }: { product: Product }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Link to={`/products/${product.id}/edit`} className={buttonStyles('secondary')}>
        <Pencil size={15} aria-hidden="true" />
        Edit
      </Link>
      <Button onClick={() => setAsking(true)} aria-label="Delete" className="hover:text-out-ink">
        <Trash2 size={15} aria-hidden="true" />
        <span className="hidden desk:inline">Delete</span>
      </Button>
      {asking && (
        <DeleteDialog
          product={product}
          onClose={() => setAsking(false)}
          onDeleted={() => navigate('/', { replace: true })}
        />
      )}
    </>
  )
}
