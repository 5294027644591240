import { useCallback, useState } from 'react'
import type { Movement } from '@/entities/movement/types'

/** Tells which movements came after the list was first shown: those flash when they appear. */
export function useFlashNew(rows: Movement[], listId: unknown): (movement: Movement) => boolean {
  const newest = rows[0]?.id ?? 0
  const [first, setFirst] = useState({ listId, upTo: newest })
  if (first.listId !== listId || first.upTo === 0) {
    if (first.listId !== listId || newest !== 0) setFirst({ listId, upTo: newest })
  }
  return useCallback(({ id }) => first.upTo > 0 && id > first.upTo, [first])
}
