import { PackageX } from 'lucide-react'
import { Link, useParams } from 'react-router'
import { nearestList } from '@/entities/product/wayBack'
import { wordsOf } from '@/features/past/moments'
import { PastBar } from '@/features/past/PastBar'
import { PastFailed } from '@/features/past/PastFailed'
import { usePastProduct } from '@/features/past/past'
import { ProductFacts } from '@/features/product-view/ProductFacts'
import { ProductStates } from '@/features/product-view/ProductStates'
import { ApiError } from '@/lib/api/errors'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/past'
import { backTo, product as productWord } from '@/strings/product'
import { buttonStyles } from '@/ui/buttonStyles'
import { StateMessage } from '@/ui/StateMessage'
import { PageFrame } from './PageFrame'

/** One product as it was: to read, and nothing else. */
export function PastProductPage({ at }: { at: string }) {
  const { id = '' } = useParams()
  const { data: product, error, refetch } = usePastProduct(Number(id), at)
  const title = product?.name ?? productWord
  useTitle(title)
  const back = nearestList(at)
  const list = `${back}?at=${encodeURIComponent(at)}`
  const moment = wordsOf(at)
  return (
    <>
      <PastBar at={at} />
      <PageFrame title={title} backTo={list} backLabel={backTo(back)} isPast>
        {product ? (
          <ProductFacts product={product} isPast />
        ) : error instanceof ApiError && error.status === 404 ? (
          <StateMessage
            icon={PackageX}
            title={text.notThere(moment ?? at)}
            actions={
              <Link to={list} className={buttonStyles('primary')}>
                {backTo(back)}
              </Link>
            }
          >
            <p>{text.notThereWhy}</p>
          </StateMessage>
        ) : error ? (
          <PastFailed error={error} title={text.productFailed} onRetry={() => void refetch()} />
        ) : (
          <ProductStates error={null} onRetry={() => void refetch()} />
        )}
      </PageFrame>
    </>
  )
}
