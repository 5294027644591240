import type { Movement } from '@/features/stock/types'

/** What a list of movements shows. Empty means all. Dates are days of the reader, "2026-11-24", both included. */
export interface MovementFilters {
  product?: number
  search: string
  reason: string[]
  actor: string
  from: string
  to: string
}

export const NO_FILTERS: MovementFilters = { search: '', reason: [], actor: '', from: '', to: '' }

/** The request for these filters. The server counts days in UTC, so the ends of the reader's days are sent. */
export function toMovementParams(filters: MovementFilters): Record<string, unknown> {
  const { product, search, reason, actor, from, to } = filters
  return {
    product,
    search: search || undefined,
    reason: reason.length > 0 ? reason : undefined,
    actor: actor || undefined,
    date_from: from ? startOfDay(from).toISOString() : undefined,
    date_to: to ? endOfDay(to).toISOString() : undefined,
  }
}

/** Whether a movement that just happened belongs to the list, as the server would say. */
export function matchesFilters(filters: MovementFilters, movement: Movement): boolean {
  const { product, search, reason, actor, from, to } = filters
  const text = search.toLowerCase()
  const at = Date.parse(movement.created_at)
  return (
    (product === undefined || movement.product === product) &&
    (!text || movement.name.toLowerCase().includes(text) || movement.sku.toLowerCase().includes(text)) &&
    (reason.length === 0 || reason.includes(movement.reason)) &&
    (!actor || movement.actor === actor) &&
    (!from || at >= startOfDay(from).getTime()) &&
    (!to || at <= endOfDay(to).getTime())
  )
}

/** A day of the reader as the address and date inputs write it. */
export function dayOf(date: Date): string {
  const pad = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`))
}

function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00`)
}

function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59.999`)
}
