import type { Picked } from '@/entities/product/selection/store'
import { can, usePerson } from '@/entities/user/can'
import type { BulkTarget } from './requests'
import type { ActionName } from './values'

interface Foreign {
  /** Those of the picked products that the person may not change so; null where a filter picks them. */
  foreign: Picked[] | null
  /** All of them are: nothing would come of it. */
  isAll: boolean
}

/** Which of the products would be refused, as far as the browser knows. */
export function useForeign(action: ActionName, { picked }: BulkTarget): Foreign {
  const person = usePerson()
  // Who adjusts everybody's stock may still not change everybody's products.
  const right = action === 'adjust' ? 'stock:adjust' : 'product:edit'
  const foreign = picked?.filter((product) => !can(person, right, product)) ?? null
  return { foreign, isAll: foreign !== null && foreign.length > 0 && foreign.length === picked?.length }
}
