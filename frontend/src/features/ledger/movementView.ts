import { useCallback, useMemo } from 'react'
import { isDay, type MovementFilters } from '@/entities/movement/filters'
import type { Reason } from '@/entities/movement/types'
import { useSearchChange } from '@/lib/useSearchChange'

export const ALL_REASONS: Reason[] = [
  'receive',
  'sale',
  'return',
  'damage',
  'loss',
  'count',
  'correction',
  'initial',
  'revert',
]

/** As the server takes it; what is longer would be refused. */
const SEARCH_MAX = 200

/** What the movements page shows, as the address says it. */
export function useMovementView() {
  const [urlParams, changeUrl] = useSearchChange()
  const filters = useMemo(() => read(urlParams), [urlParams])
  const change = useCallback(
    (part: Partial<MovementFilters>, options?: { replace?: boolean }) =>
      changeUrl((current) => write({ ...read(current), ...part }), options),
    [changeUrl],
  )
  const clear = useCallback(() => changeUrl(() => new URLSearchParams()), [changeUrl])
  return { filters, change, clear, active: countActive(filters) }
}

function countActive({ search, reason, actor, from, to, product }: MovementFilters): number {
  const parts = [search, actor, from || to, product]
  return parts.filter(Boolean).length + reason.length
}

function read(params: URLSearchParams): MovementFilters {
  const day = (name: string) => {
    const value = params.get(name) ?? ''
    return isDay(value) ? value : ''
  }
  const product = Number(params.get('product'))
  return {
    ...(Number.isSafeInteger(product) && product > 0 && { product }),
    search: (params.get('search') ?? '').slice(0, SEARCH_MAX),
    reason: ALL_REASONS.filter((reason) => params.getAll('reason').includes(reason)),
    actor: params.get('actor') ?? '',
    from: day('from'),
    to: day('to'),
  }
}

function write({ product, search, reason, actor, from, to }: MovementFilters): URLSearchParams {
  const params = new URLSearchParams()
  if (product) params.set('product', String(product))
  if (search) params.set('search', search)
  for (const one of reason) params.append('reason', one)
  if (actor) params.set('actor', actor)
  if (from) params.set('from', from)
  if (to) params.set('to', to)
  return params
}
