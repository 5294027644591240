import { ClipboardCopy, Download, Printer } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '@/components/Button'
import { dayOf } from '@/features/stock/movements/filters'
import type { ReorderLine } from '@/features/stock/types'
import { saveFile } from '@/lib/saveFile'
import { toCsv, toTabs } from './reorderText'

/** Takes the list along: to the clipboard, into a file, onto paper. */
export function ReorderActions({ lines }: { lines: ReorderLine[] }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(toTabs(lines))
      toast.success('Copied: paste it into a spreadsheet or a mail')
    } catch {
      toast.error('The browser does not allow copying here', { description: 'Download the list instead.' })
    }
  }
  function download() {
    saveFile(new Blob([toCsv(lines)], { type: 'text/csv;charset=utf-8' }), `reorder-${dayOf(new Date())}.csv`)
  }
  const actions = [
    { label: 'Copy', icon: ClipboardCopy, run: () => void copy() },
    { label: 'Download', icon: Download, run: download },
    { label: 'Print', icon: Printer, run: () => window.print() },
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
