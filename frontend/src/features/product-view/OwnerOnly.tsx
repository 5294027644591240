import type { To } from 'react-router'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import { NotAllowed } from '@/entities/user/NotAllowed'
import * as accessText from '@/strings/access'
import * as text from '@/strings/product'

/** In place of the form, for those who may not change the product. */
export function OwnerOnly({ product, viewAt }: { product: Product; viewAt: To }) {
  const person = usePerson()
  const admins = useAdmins()
  if (person.role === null) return null
  const next = { to: viewAt, label: text.viewIt }
  if (!can(person, 'product:select')) {
    return <NotAllowed title={accessText.cannotEdit} why={accessText.cannotAddWhy(admins)} next={next} />
  }
  const why = product.owner ? accessText.notYours(product.owner, admins) : accessText.ownerless(admins)
  return <NotAllowed title={text.ownerOnly} why={why} next={next} />
}
