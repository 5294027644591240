import type { QueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api } from '@/lib/api/client'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/trash'
import type { LiveClient } from '@/sync/client'
import { toDetail } from './queries'

export const trashKey = ['trash'] as const

/** Has a deleted product back, shows it everywhere at once, and says so, or why not. */
export async function restoreProduct(live: LiveClient, client: QueryClient, id: number): Promise<boolean> {
  try {
    const detail = toDetail(await api.post(`products/trash/${id}/restore/`, {}))
    live.acceptWrite(detail)
    toast.success(text.restored(detail.row.name))
    return true
  } catch (error) {
    toast.error(text.notRestored, { description: errorMessage(error) })
    return false
  } finally {
    void client.invalidateQueries({ queryKey: trashKey })
  }
}
