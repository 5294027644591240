import { useNavigate, useParams } from 'react-router'
import { toast } from 'sonner'
import type { Product } from '@/entities/product/types'
import { useProduct } from '@/entities/product/useProduct'
import { nearestList, useGoBack } from '@/entities/product/wayBack'
import { can, usePerson } from '@/entities/user/can'
import { DraftRescue } from '@/features/product-form/DraftRescue'
import { ProductStates } from '@/features/product-view/ProductStates'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/product'
import { PresenceList } from '@/sync/PresenceList'
import { usePresence } from '@/sync/usePresence'
import { EditForm } from './EditForm'
import { PageFrame } from './PageFrame'

export function EditProductPage() {
  const { id = '' } = useParams()
  const { product, latest, error, deletedBy, retry } = useProduct(id)
  const navigate = useNavigate()
  const person = usePerson()
  const mayEdit = product !== undefined && can(person, 'product:edit', product)
  const people = usePresence(product?.id ?? null, mayEdit ? 'edit' : 'view')
  const back = `/products/${id}`
  const list = nearestList()
  const goBack = useGoBack()
  const title = product ? text.editTitle(product.name) : text.editProduct
  useTitle(title)

  function onSaved(saved: Product) {
    toast.success(String(saved.id) === id ? text.saved(saved.name) : text.added(saved.name))
    const to = `/products/${saved.id}`
    if (!goBack(to)) void navigate(to, { replace: true })
  }
  if (!product) {
    return (
      <PageFrame title={title} backTo={list} backLabel={text.backTo(list)}>
        <ProductStates error={error} deletedBy={deletedBy} onRetry={retry} rescue={<DraftRescue id={id} />} />
      </PageFrame>
    )
  }
  return (
    <PageFrame title={title} backTo={back} backLabel={text.backToProduct}>
      <div className="mb-4">
        <PresenceList people={people} />
      </div>
      <EditForm key={product.id} product={product} latest={latest} cancelTo={back} onSaved={onSaved} />
    </PageFrame>
  )
}
