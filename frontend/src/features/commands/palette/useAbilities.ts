import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { useUserId } from '@/features/auth/session'
import { useProductInAddress } from '@/features/commands/useProductInAddress'
import { useLiveStatus } from '@/features/live/useLive'
import { productDetailOptions } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { openEditor } from '@/features/stock/editor'
import { useMayAdjust, useStockBlock } from '@/features/stock/mayAdjust'
import { EXPORT_LIMIT, exportMovements } from '@/features/stock/movements/exportMovements'
import { NO_FILTERS } from '@/features/stock/movements/filters'
import { errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/commands'
import type { Abilities } from './entries'

/** The palette gives the focus back as it closes; an editor opened before that would take it for a press elsewhere. */
const AFTER_FOCUS_MS = 50

/** What the person can do from where they are. */
export function useAbilities(): Abilities {
  const navigate = useNavigate()
  const { paused, pause, resume } = useLiveStatus()
  return {
    go: (path) => void navigate(path),
    current: useCurrent(),
    adjust,
    paused,
    setPaused: (next) => (next ? pause() : resume()),
    exportMovements: () => void exportAll(),
  }
}

function useCurrent(): Abilities['current'] {
  const id = useProductInAddress()
  const userId = useUserId()
  const mayAdjust = useMayAdjust()
  const block = useStockBlock()
  const { data } = useQuery({ ...productDetailOptions(id ?? 0), enabled: id !== null })
  if (!data || id === null) return null
  const product = data.row
  return { product, mayAdjust: mayAdjust(product) && !block, mayEdit: product.created_by === userId }
}

function adjust(product: Product): void {
  setTimeout(() => {
    const anchor = document.querySelector<HTMLElement>('[data-stock-actions]')
    if (anchor) openEditor({ seen: product, anchor })
  }, AFTER_FOCUS_MS)
}

async function exportAll(): Promise<void> {
  try {
    const total = await exportMovements(NO_FILTERS)
    if (total > EXPORT_LIMIT) toast(text.exportedPart(formatCount(EXPORT_LIMIT)))
  } catch (error) {
    toast.error(text.exportFailed, { description: errorMessage(error) })
  }
}
