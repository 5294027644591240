import { useMutation } from '@tanstack/react-query'
import {
  ClipboardList,
  FileSpreadsheet,
  FileText,
  FileUp,
  History,
  type LucideIcon,
  Printer,
} from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { toast } from 'sonner'
import { openAsOf } from '@/entities/product/asOf'
import { exportProducts, type ProductFile } from '@/entities/product/exportProducts'
import type { ListParams } from '@/entities/product/queries'
import { can, usePerson } from '@/entities/user/can'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/exports'
import { print, printHint } from '@/strings/print'

const FILES = [
  { file: 'xlsx', label: text.asXlsx, hint: text.xlsxHint, icon: FileSpreadsheet },
  { file: 'csv', label: text.asCsv, hint: text.csvHint, icon: FileText },
  { file: 'count', label: text.countSheet, hint: text.countSheetHint, icon: ClipboardList },
] as const

export const exportItemStyles =
  'flex min-h-11 w-full items-start gap-3 rounded px-2.5 py-2 text-start hover:bg-sunken aria-disabled:opacity-50 desk:min-h-9'

interface ExportPanelProps {
  params: ListParams
  /** The moment that the list is shown as of; nothing for now. */
  at?: string
  /** Something was chosen. */
  onDone?: () => void
}

/** The kinds of file that the list can be saved as, and the way in for files. */
export function ExportPanel({ params, at, onDone }: ExportPanelProps) {
  const mayImport = can(usePerson(), 'import:run')
  const saving = useMutation({
    mutationFn: (file: ProductFile) => exportProducts(params, file, at),
    onSuccess: (total) => toast.success(text.exported(total)),
    onError: (error) => toast.error(text.failed, { description: text.nothingSaved(errorMessage(error)) }),
  })
  function save(file: ProductFile) {
    if (saving.isPending) return
    saving.mutate(file)
    onDone?.()
  }
  function lookBack() {
    onDone?.()
    openAsOf(location)
  }
  const location = useLocation()
  const isNow = at === undefined
  const paper = { pathname: params.scope === 'mine' ? '/print/mine' : '/print', search: location.search }
  return (
    <ul aria-label={text.title}>
      {FILES.filter(({ file }) => isNow || file !== 'count').map(({ file, label, hint, icon: Icon }) => (
        <li key={file}>
          <button
            type="button"
            aria-disabled={saving.isPending}
            onClick={() => save(file)}
            className={exportItemStyles}
          >
            <ExportItem icon={Icon} label={label} hint={hint} />
          </button>
        </li>
      ))}
      {isNow && (
        <>
          <li>
            <Link to={paper} className={exportItemStyles}>
              <ExportItem icon={Printer} label={print} hint={printHint} />
            </Link>
          </li>
          <li>
            <button type="button" onClick={lookBack} className={exportItemStyles}>
              <ExportItem icon={History} label={text.asOf} hint={text.asOfHint} />
            </button>
          </li>
        </>
      )}
      {isNow && mayImport && (
        <li className="mt-1 border-line border-t pt-1">
          <Link to="/imports/new" className={exportItemStyles}>
            <ExportItem icon={FileUp} label={text.importFile} hint={text.importHint} />
          </Link>
        </li>
      )}
    </ul>
  )
}

export function ExportItem({ icon: Icon, label, hint }: { icon: LucideIcon; label: string; hint: string }) {
  return (
    <>
      <Icon size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-muted text-xs">{hint}</span>
      </span>
    </>
  )
}
