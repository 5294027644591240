import { ClipboardCopy, Download, Printer } from 'lucide-react'
import { toast } from 'sonner'
import { dayOf } from '@/entities/movement/filters'
import { saveFile } from '@/lib/saveFile'
import { csvOf, tabsOf } from '@/lib/spreadsheet'
import * as text from '@/strings/reorder'
import { Button } from '@/ui/Button'
import type { ShownLine } from './reorder'
import { reorderRows } from './reorderText'

/** Takes the list along: to the clipboard, into a file, onto paper. */
export function ReorderActions({ lines }: { lines: ShownLine[] }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(tabsOf(reorderRows(lines)))
      toast.success(text.copied)
    } catch {
      toast.error(text.copyRefused, { description: text.copyInstead })
    }
  }
  function download() {
    saveFile(
      new Blob([csvOf(reorderRows(lines))], { type: 'text/csv;charset=utf-8' }),
      `reorder-${dayOf(new Date())}.csv`,
    )
  }
  const actions = [
    { label: text.copy, icon: ClipboardCopy, run: () => void copy() },
    { label: text.download, icon: Download, run: download },
    { label: text.print, icon: Printer, run: () => window.print() },
  ]
  return actions.map(({ label, icon: Icon, run }) => (
    <Button
      key={label}
      disabled={lines.length === 0}
      title={label}
      onClick={run}
      className="max-desk:w-11 max-desk:px-0"
    >
      <Icon size={15} aria-hidden="true" />
      <span className="max-[72rem]:sr-only">{label}</span>
    </Button>
  ))
}
