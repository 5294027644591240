import { useCallback, useSyncExternalStore } from 'react'
import { useUserId } from '@/entities/user/session'
import { stored } from '@/lib/stored'
import { columns as names } from '@/strings/productList'
import type { ColumnId } from './cellProps'

export type Density = 'comfortable' | 'compact'

/** How somebody likes the table; kept in this browser, for each person. */
export interface ListSettings {
  /** The columns beside the name; null: as many of the usual ones as fit. */
  columns: ColumnId[] | null
  density: Density
}

/** In pixels. Where there is little room most names take two lines, with the SKU under them. */
export function rowHeightOf(density: Density, hasLittleRoom: boolean): number {
  return density === 'compact' ? 36 : hasLittleRoom ? 60 : 52
}

const settings = stored<ListSettings>('lr.list', {
  parse(text) {
    const { columns, density } = JSON.parse(text ?? '{}') as Partial<ListSettings>
    return {
      columns: Array.isArray(columns) ? columns.filter((id) => Object.hasOwn(names, id)) : null,
      density: density === 'compact' ? 'compact' : 'comfortable',
    }
  },
  print: JSON.stringify,
})

export function useListSettings(): [ListSettings, (part: Partial<ListSettings>) => void] {
  const userId = useUserId()
  const current = useSyncExternalStore(settings.subscribe, () => settings.get(userId))
  const change = useCallback(
    (part: Partial<ListSettings>) => settings.set({ ...settings.get(userId), ...part }, userId),
    [userId],
  )
  return [current, change]
}
