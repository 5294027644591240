import type { ListRules, Resource } from '@/sync/resource'
import type { Extras } from '@/sync/row'
import {
  belongs,
  mayLeave,
  membershipCanChange,
  sortKeyChanged,
  sortKeyIsFixed,
  standsBefore,
} from './listRules'
import { fetchProductPage, type ListParams, productKeys } from './queries'
import type { FeedMovement } from './types'

/** Products, as they are kept current. */
export const products: Resource = {
  lists: productKeys.lists,
  details: productKeys.details,
  detail: productKeys.detail,
  fetchPage: (list, place) => fetchProductPage(paramsOf(list), place),
  rulesOf: (list, userId) => rulesOf(paramsOf(list), userId),
  isRow: isProduct,
  readExtras: readStock,
}

function rulesOf(params: ListParams, userId: number | null): ListRules {
  return {
    belongs: (row) => belongs(params, row, userId),
    mayLeave: (before, after) => mayLeave(params, before, after, userId),
    membershipCanChange: () => membershipCanChange(params),
    sortKeyChanged: (before, after) => sortKeyChanged(params, before, after),
    sortKeyIsFixed: () => sortKeyIsFixed(params),
    standsBefore: (first, second) => standsBefore(params, first, second),
  }
}

/** See `productKeys.list`. */
function paramsOf(list: readonly unknown[]): ListParams {
  return list[2] as ListParams
}

/** Checks what the rules and the lists compute with; the rest of a row is only shown. */
function isProduct(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const row = value as Record<string, unknown>
  return (
    isCount(row.id) &&
    isCount(row.version) &&
    isCount(row.quantity) &&
    typeof row.name === 'string' &&
    typeof row.sku === 'string' &&
    typeof row.description === 'string' &&
    typeof row.category === 'string' &&
    typeof row.price === 'string' &&
    typeof row.is_active === 'boolean' &&
    typeof row.is_in_stock === 'boolean' &&
    typeof row.is_low_stock === 'boolean' &&
    typeof row.created_at === 'string' &&
    typeof row.updated_at === 'string'
  )
}

/** Older servers leave both out, and an event is too precious to be refused for them. */
function readStock({ movement, alert }: Record<string, unknown>): Extras {
  return {
    movement: isMovement(movement) ? movement : null,
    alert: alert === 'low' || alert === 'recovered' ? alert : null,
  }
}

function isMovement(value: unknown): value is FeedMovement {
  if (typeof value !== 'object' || value === null) return false
  const movement = value as Record<string, unknown>
  return (
    isCount(movement.id) &&
    Number.isSafeInteger(movement.delta) &&
    isCount(movement.balance_after) &&
    typeof movement.reason === 'string' &&
    movement.reason !== '' &&
    typeof movement.note === 'string' &&
    (movement.actor === null || typeof movement.actor === 'string') &&
    typeof movement.source === 'string'
  )
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
