import { ListChecks } from 'lucide-react'
import type { ListParams } from '@/entities/product/queries'
import { selection } from '@/entities/product/selection/store'
import { useIsSelectionOffered } from '@/entities/product/selection/useSelection'
import * as text from '@/strings/exports'
import { listMenu } from '@/strings/filters'
import { SheetDialog } from '@/ui/SheetDialog'
import { ExportItem, ExportPanel, exportItemStyles } from './ExportPanel'

/** What a phone can do with the list besides searching and filtering it. */
export function ListMenuSheet({ params, onClose }: { params: ListParams; onClose: () => void }) {
  const maySelect = useIsSelectionOffered()
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
      <ExportPanel params={params} onDone={onClose} />
    </SheetDialog>
  )
}
