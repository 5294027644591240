import { Pencil } from 'lucide-react'
import { Link, useNavigate, useParams } from 'react-router'
import { buttonStyles } from '@/components/buttonStyles'
import { useUserId } from '@/features/auth/session'
import { PresenceList } from '@/features/live/PresenceList'
import { usePresence } from '@/features/live/usePresence'
import { ProductFacts } from '@/features/products/ProductFacts'
import { ProductMenu } from '@/features/products/ProductMenu'
import { ProductStates } from '@/features/products/ProductStates'
import { useProduct } from '@/features/products/useProduct'
import { StockHistorySection } from '@/features/stock/history/StockHistorySection'
import { Timeline } from '@/features/stock/movements/Timeline'
import { useAdjustOpenKey } from '@/features/stock/useAdjustKey'
import { useShortcut } from '@/lib/shortcuts'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/product'
import { PageFrame } from './PageFrame'

export function ProductPage() {
  const { id = '' } = useParams()
  const { product, isGone, error, deletedBy, retry } = useProduct(id)
  const navigate = useNavigate()
  const userId = useUserId()
  const shown = isGone ? undefined : product
  const people = usePresence(shown?.id ?? null, 'view')
  const isOwner = shown !== undefined && shown.created_by === userId
  const editAt = `/products/${id}/edit`
  useTitle(product?.name ?? text.product)
  useShortcut('e', 'editProduct', () => void navigate(editAt), { enabled: isOwner })
  useAdjustOpenKey()

  return (
    <PageFrame
      title={shown?.name ?? text.product}
      backTo="/"
      backLabel={text.backToList}
      actions={
        shown && (
          <>
            {isOwner && (
              <Link to={editAt} className={buttonStyles('secondary')}>
                <Pencil size={15} aria-hidden="true" />
                {text.edit}
              </Link>
            )}
            <ProductMenu
              product={shown}
              isOwner={isOwner}
              onDeleted={() => void navigate('/', { replace: true })}
            />
          </>
        )
      }
    >
      <PresenceList people={people} />
      {shown ? (
        <div className="mt-3 space-y-8">
          <ProductFacts product={shown} />
          <div className="max-w-5xl space-y-8">
            <StockHistorySection product={shown} />
            <Timeline product={shown} />
          </div>
        </div>
      ) : (
        <ProductStates error={error} wasSeen={product !== undefined} deletedBy={deletedBy} onRetry={retry} />
      )}
    </PageFrame>
  )
}
