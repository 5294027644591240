import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { EXPORT_LIMIT, exportMovements } from '@/entities/movement/exportMovements'
import { NO_FILTERS } from '@/entities/movement/filters'
import { useStockBlock } from '@/entities/movement/stockBlock'
import { openEditor } from '@/entities/movement/stockEditor'
import { productDetailOptions } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { useProductInAddress } from '@/entities/product/useProductInAddress'
import { can, usePerson } from '@/entities/user/can'
import { errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/commands'
import { useLiveStatus } from '@/sync/useLive'
import type { Abilities } from './entries'

/** The palette gives the focus back as it closes; an editor opened before that would take it for a press elsewhere. */
const AFTER_FOCUS_MS = 50

/** What the person can do from where they are. */
export function useAbilities(): Abilities {
  const navigate = useNavigate()
  const person = usePerson()
  const { paused, pause, resume } = useLiveStatus()
  return {
    go: (path) => void navigate(path),
    current: useCurrent(),
    mayAdd: can(person, 'product:create'),
    mayImport: can(person, 'import:run'),
    mayManagePeople: can(person, 'settings:see'),
    adjust,
    paused,
    setPaused: (next) => (next ? pause() : resume()),
    exportMovements: () => void exportAll(),
  }
}

function useCurrent(): Abilities['current'] {
  const id = useProductInAddress()
  const person = usePerson()
  const block = useStockBlock()
  const { data } = useQuery({ ...productDetailOptions(id ?? 0), enabled: id !== null })
  if (!data || id === null) return null
  const product = data.row
  return {
    product,
    mayAdjust: can(person, 'stock:adjust', product) && !block,
    mayEdit: can(person, 'product:edit', product),
  }
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
