import { liveHeaders } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { api } from '@/lib/api/client'
import { ApiError } from '@/lib/api/errors'
import type { ApiResponse } from '@/lib/api/http'
import type { ChosenReason, Recorded } from './types'

/** By how much, or to what: `expected` is the number that whoever sets it has seen. */
export type Adjustment = { delta: number } | { set_to: number; expected: number }

export type AdjustBody = Adjustment & { reason?: ChosenReason; note?: string }

/** What was recorded, and where it stands in the live history. */
export interface RecordedAt extends Recorded {
  epoch: string
  seq: number
}

/**
 * Records one movement. Sending the same key and body again is safe: it counts once. Throws ApiError; see
 * `currentOf` for the product that a 409 brings.
 */
export async function postAdjustment(productId: number, body: AdjustBody, key: string): Promise<RecordedAt> {
  return toRecorded(await api.post(`products/${productId}/adjust/`, body, writeConfig(key)))
}

/** Records the opposite of a movement, once. */
export async function postRevert(movementId: number, note: string, key: string): Promise<RecordedAt> {
  const body = note ? { note } : {}
  return toRecorded(await api.post(`movements/${movementId}/revert/`, body, writeConfig(key)))
}

/** The product as it is now, in a refusal that tells. */
export function currentOf(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined
  return (error.body as { current?: Product }).current
}

/** No answer, or one of something in between: whether it was recorded is not known. */
export function isUncertain(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500
}

function writeConfig(key: string) {
  return {
    headers: { 'Idempotency-Key': key },
    // Goes out even when the page is being left.
    keepalive: true,
  }
}

function toRecorded(response: ApiResponse<Recorded>): RecordedAt {
  return { ...response.data, ...liveHeaders(response) }
}
