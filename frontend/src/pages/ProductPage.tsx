import { Pencil } from 'lucide-react'
import { Suspense } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useAdjustOpenKey } from '@/entities/movement/useAdjustKey'
import { useAt } from '@/entities/product/asOf'
import { useProduct } from '@/entities/product/useProduct'
import { WhyNot } from '@/entities/product/WhyNot'
import { nearestList, useGoBack } from '@/entities/product/wayBack'
import { can, usePerson } from '@/entities/user/can'
import { StockHistorySection } from '@/features/ledger/history/StockHistorySection'
import { Timeline } from '@/features/ledger/Timeline'
import { ProductFacts } from '@/features/product-view/ProductFacts'
import { ProductMenu } from '@/features/product-view/ProductMenu'
import { ProductStates } from '@/features/product-view/ProductStates'
import { StockActions } from '@/features/stock-adjust/StockActions'
import { lazyPart } from '@/lib/loadPart'
import { useShortcut } from '@/lib/shortcuts'
import { useIsShown } from '@/lib/useIsShown'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/product'
import { PresenceList } from '@/sync/PresenceList'
import { usePresence } from '@/sync/usePresence'
import { buttonStyles } from '@/ui/buttonStyles'
import { PageFrame } from './PageFrame'

const PastProductPage = lazyPart(async () => (await import('./PastProductPage')).PastProductPage)

/** A product as it is, or as it was. */
export function ProductPage() {
  const at = useAt()
  if (at === null) return <LiveProductPage />
  return (
    <Suspense>
      <PastProductPage at={at} />
    </Suspense>
  )
}

function LiveProductPage() {
  const { id = '' } = useParams()
  const { product, isGone, error, deletedBy, retry } = useProduct(id)
  const navigate = useNavigate()
  const person = usePerson()
  const shown = isGone ? undefined : product
  const people = usePresence(shown?.id ?? null, 'view')
  const mayEdit = shown !== undefined && can(person, 'product:edit', shown)
  const editAt = `/products/${id}/edit`
  const list = nearestList()
  const goBack = useGoBack()
  const isShown = useIsShown(id)
  useTitle(product?.name ?? text.product)
  useShortcut('e', 'editProduct', () => void navigate(editAt), { enabled: mayEdit })
  useAdjustOpenKey()

  return (
    <PageFrame
      title={shown?.name ?? text.product}
      backTo={list}
      backLabel={text.backTo(list)}
      actions={
        shown && (
          <>
            {mayEdit && (
              <Link to={editAt} className={buttonStyles('secondary')}>
                <Pencil size={15} aria-hidden="true" />
                {text.edit}
              </Link>
            )}
            <ProductMenu
              product={shown}
              mayEdit={mayEdit}
              onDeleted={() => isShown() && (goBack(list) || void navigate(list, { replace: true }))}
            />
          </>
        )
      }
    >
      <PresenceList people={people} />
      {shown ? (
        <div className="mt-3 max-w-350 gap-10 max-wide:space-y-8 wide:grid wide:grid-cols-[2fr_3fr]">
          <ProductFacts
            product={shown}
            stockActions={
              <>
                <StockActions product={shown} />
                <WhyNot product={shown} />
              </>
            }
          />
          <div className="min-w-0 max-w-5xl space-y-8">
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
