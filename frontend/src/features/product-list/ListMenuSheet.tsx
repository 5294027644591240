import { ListChecks } from 'lucide-react'
import type { ListParams } from '@/entities/product/queries'
import { selection } from '@/entities/product/selection/store'
import { useIsSelectionOffered } from '@/entities/product/selection/useSelection'
import * as text from '@/strings/exports'
import { listMenu } from '@/strings/filters'
import { SheetDialog } from '@/ui/SheetDialog'
import { ExportItem, ExportPanel, exportItemStyles } from './ExportPanel'

interface ListMenuSheetProps {
  params: ListParams
  /** The moment that the list is shown as of; nothing for now. */
  at?: string
  onClose: () => void
}

/** What a phone can do with the list besides searching and filtering it. */
export function ListMenuSheet({ params, at, onClose }: ListMenuSheetProps) {
  const maySelect = useIsSelectionOffered() && at === undefined
  function select() {
    selection.setSelecting(true)
    onClose()
  }
  return (
    <SheetDialog title={listMenu} onClose={onClose}>
      {maySelect && (
        <button type="button" onClick={select} className={exportItemStyles}>
          <ExportItem icon={ListChecks} label={text.selectProducts} hint={text.selectHint} />
        </button>
      )}
      <ExportPanel params={params} at={at} onDone={onClose} />
    </SheetDialog>
  )
}
