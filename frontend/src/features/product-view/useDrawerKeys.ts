import { useAdjustOpenKey } from '@/entities/movement/useAdjustKey'
import { useShortcut } from '@/lib/shortcuts'

interface DrawerActions {
  onNext: () => void
  onPrevious: () => void
  onEdit: (() => void) | null
  onClose: () => void
}

/** The keys of an open drawer, which count wherever the focus is, but in fields and dialogs. */
export function useDrawerKeys({ onNext, onPrevious, onEdit, onClose }: DrawerActions): void {
  useShortcut('j', 'nextRow', onNext)
  useShortcut('k', 'previousRow', onPrevious)
  useShortcut('e', 'editProduct', () => onEdit?.(), { enabled: onEdit !== null })
  useAdjustOpenKey()
  useShortcut('escape', 'dismiss', onClose)
}
