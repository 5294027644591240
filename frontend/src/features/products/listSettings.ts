import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useUserId } from '@/features/auth/session'
import type { ColumnId } from './columns'

export type Density = 'comfortable' | 'compact'

/** How somebody likes the table; kept in this browser, for each person. */
export interface ListSettings {
  /** The columns beside the name; null: as many of the usual ones as fit. */
  columns: ColumnId[] | null
  density: Density
}

export const ROW_HEIGHTS: Record<Density, number> = { comfortable: 52, compact: 36 }

const DEFAULTS: ListSettings = { columns: null, density: 'comfortable' }
const CHANGED = 'lr-list-settings'

export function useListSettings(): [ListSettings, (part: Partial<ListSettings>) => void] {
  const storageKey = `lr.list.${useUserId()}`
  const raw = useSyncExternalStore(subscribe, () => localStorage.getItem(storageKey))
  const settings = useMemo(() => parse(raw), [raw])
  const change = useCallback(
    (part: Partial<ListSettings>) => {
      const next = { ...parse(localStorage.getItem(storageKey)), ...part }
      localStorage.setItem(storageKey, JSON.stringify(next))
      window.dispatchEvent(new Event(CHANGED))
    },
    [storageKey],
  )
  return [settings, change]
}

function parse(raw: string | null): ListSettings {
  try {
    const { columns, density } = JSON.parse(raw ?? '{}') as Partial<ListSettings>
    return {
      columns: Array.isArray(columns) ? columns : null,
      density: density === 'compact' ? 'compact' : 'comfortable',
    }
  } catch {
    return DEFAULTS
  }
}

/** Other tabs tell by `storage`, this one by an event of its own. */
function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('storage', listener)
    window.removeEventListener(CHANGED, listener)
  }
}
