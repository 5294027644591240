import type { ComponentProps } from 'react'
import type { Product } from '@/entities/product/types'
import { can, usePerson, useStaysAllowed } from '@/entities/user/can'
import { ProductForm } from '@/features/product-form/ProductForm'
import { OwnerOnly } from '@/features/product-view/OwnerOnly'

interface EditFormProps extends Pick<ComponentProps<typeof ProductForm>, 'latest' | 'cancelTo' | 'onSaved'> {
  product: Product
}

/** The form of one product, for those who may change it; another product needs another key. */
export function EditForm({ product, cancelTo, ...options }: EditFormProps) {
  const mayEdit = useStaysAllowed(can(usePerson(), 'product:edit', product))
  if (!mayEdit) return <OwnerOnly product={product} viewAt={cancelTo} />
  return <ProductForm product={product} cancelTo={cancelTo} {...options} />
}
