import { useNavigate, useParams } from 'react-router'
import { toast } from 'sonner'
import { useUserId } from '@/features/auth/session'
import { PresenceList } from '@/features/live/PresenceList'
import { usePresence } from '@/features/live/usePresence'
import { DraftRescue } from '@/features/products/form/DraftRescue'
import { ProductForm } from '@/features/products/form/ProductForm'
import { OwnerOnly } from '@/features/products/OwnerOnly'
import { ProductStates } from '@/features/products/ProductStates'
import type { Product } from '@/features/products/types'
import { useProduct } from '@/features/products/useProduct'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/product'
import { PageFrame } from './PageFrame'

export function EditProductPage() {
  const { id = '' } = useParams()
  const { product, latest, error, deletedBy, retry } = useProduct(id)
  const navigate = useNavigate()
  const isOwner = useUserId() === product?.created_by
  const people = usePresence(product?.id ?? null, isOwner ? 'edit' : 'view')
  const back = `/products/${id}`
  const title = product ? text.editTitle(product.name) : text.editProduct
  useTitle(title)

  function onSaved(saved: Product) {
    toast.success(String(saved.id) === id ? text.saved(saved.name) : text.added(saved.name))
    void navigate(`/products/${saved.id}`, { replace: true })
  }
  if (!product) {
    return (
      <PageFrame title={title} backTo="/" backLabel={text.backToList}>
        <ProductStates error={error} deletedBy={deletedBy} onRetry={retry} rescue={<DraftRescue id={id} />} />
      </PageFrame>
    )
  }
  return (
    <PageFrame title={title} backTo={back} backLabel={text.backToProduct}>
      <div className="mb-4">
        <PresenceList people={people} />
      </div>
      {isOwner ? (
        <ProductForm product={product} latest={latest} cancelTo={back} onSaved={onSaved} />
      ) : (
        <OwnerOnly product={product} viewAt={back} />
      )}
    </PageFrame>
  )
}
