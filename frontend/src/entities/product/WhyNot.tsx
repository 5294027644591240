import { Eye } from 'lucide-react'
import { can, usePerson } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import * as text from '@/strings/access'
import type { Product } from './types'

/** Why a product has no buttons, and whom to ask; nothing for those who may change it or its stock. */
export function WhyNot({ product }: { product: Product }) {
  const why = useWhyNot(product)
  if (why === null) return null
  return (
    <p className="mt-4 flex items-start gap-2 text-muted">
      <Eye size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>{why}</span>
    </p>
  )
}

/** In words; null while it is not known who asks, and for those who may. */
function useWhyNot(product: Product): string | null {
  const person = usePerson()
  const admins = useAdmins()
  if (person.role === null) return null
  if (can(person, 'stock:adjust', product) || can(person, 'product:edit', product)) return null
  if (!can(person, 'product:select')) return text.youCanLook(admins)
  return product.owner ? text.notYours(product.owner, admins) : text.ownerless(admins)
}
