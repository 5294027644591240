import { searchVerdict, type Verdict } from '@/lib/search'
import type { Movement } from './types'

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
    search: search.trim() || undefined,
    reason: reason.length > 0 ? reason : undefined,
    actor: actor.trim() || undefined,
    date_from: from ? startOfDay(from).toISOString() : undefined,
    // To the last microsecond, which the clock of the browser does not have.
    date_to: to ? endOfDay(to).toISOString().replace('Z', '999Z') : undefined,
  }
}

/** Whether a movement that just happened belongs to the list; "maybe" where only the server can say. */
export function belongs(filters: MovementFilters, movement: Movement): Verdict {
  const { product, search, reason, actor, from, to } = filters
  const at = Date.parse(movement.created_at)
  const isInside =
    (product === undefined || movement.product === product) &&
    (reason.length === 0 || reason.includes(movement.reason)) &&
    (!actor.trim() || movement.actor === actor.trim()) &&
    (!from || at >= startOfDay(from).getTime()) &&
    (!to || at <= endOfDay(to).getTime())
  return isInside ? searchVerdict([movement.name, movement.sku], search) : 'no'
}

/** A day of the reader as the address and date inputs write it. */
export function dayOf(date: Date): string {
  const pad = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** Not of the first thousand years: those are on the way to another, or a slip. */
export function isDay(text: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`))
}

function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00`)
}

function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59.999`)
}
