import { useQuery } from '@tanstack/react-query'
import { stockKeys } from '@/entities/movement/keys'
import type { Movement } from '@/entities/movement/types'
import type { Told } from '@/entities/movement/words'
import { api } from '@/lib/api/client'
import { useStore } from '@/lib/store'
import * as text from '@/strings/live'
import { FRESH_MS } from '@/sync/changeStore'
import { LATEST } from '@/sync/client'
import type { Change } from '@/sync/memory'
import { useLive } from '@/sync/useLive'
import { useRefetchOnChange } from '@/sync/useRefetchOnChange'

const WHAT = { create: text.added, update: text.edited, delete: text.deleted }

export interface LatestChange {
  key: string
  /** Null when it is gone. */
  product: number | null
  name: string
  at: string
  /** What was done, where it was no movement of stock. */
  what: string
  movement: Told | null
  actor: string | null
  /** It has only just come. */
  isNew: boolean
}

/**
 * The last changes, the newest first: those that the feed brought, of any kind, and before them the last movements
 * of the ledger, from before this page was opened.
 */
export function useLatestChanges(count: number) {
  const heard = useStore(useLive().latest)
  const query = useQuery({
    queryKey: stockKeys.latest,
    queryFn: async ({ signal }) => (await api.get('movements/', { params: { limit: LATEST }, signal })).data,
    staleTime: 0,
  })
  // Changes that nobody can name are in the ledger all the same.
  useRefetchOnChange(stockKeys.latest, () => false)
  const fromFeed = heard.map(({ change, at }) => fromChange(change, at))
  const known = new Set(fromFeed.map(({ key }) => key))
  const oldest = fromFeed[0]?.at
  const before = (query.data ?? [])
    .map(fromMovement)
    .filter(({ key, at }) => !known.has(key) && (oldest === undefined || at <= oldest))
  return {
    changes: [...fromFeed.toReversed(), ...before].slice(0, count),
    isLoading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
  }
}

function fromChange({ seq, action, row, actor, at, extras }: Change, heardAt: number): LatestChange {
  const movement = extras?.movement ?? null
  return {
    key: movement ? `movement ${movement.id}` : `event ${seq}`,
    product: action === 'delete' ? null : row.id,
    name: row.name,
    at,
    what: WHAT[action],
    // A product that is added or deleted moves stock as well.
    movement: action === 'update' ? movement : null,
    actor,
    isNew: performance.now() - heardAt < FRESH_MS,
  }
}

function fromMovement(movement: Movement): LatestChange {
  const { id, product, name, created_at, actor } = movement
  return {
    key: `movement ${id}`,
    product,
    name,
    at: created_at,
    what: '',
    movement,
    actor,
    isNew: false,
  }
}
