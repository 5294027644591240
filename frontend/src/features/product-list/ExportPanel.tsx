import { useMutation } from '@tanstack/react-query'
import { ClipboardList, FileSpreadsheet, FileText } from 'lucide-react'
import { toast } from 'sonner'
import { exportProducts, type ProductFile } from '@/entities/product/exportProducts'
import type { ListParams } from '@/entities/product/queries'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/exports'

const FILES = [
  { file: 'xlsx', label: text.asXlsx, hint: text.xlsxHint, icon: FileSpreadsheet },
  { file: 'csv', label: text.asCsv, hint: text.csvHint, icon: FileText },
  { file: 'count', label: text.countSheet, hint: text.countSheetHint, icon: ClipboardList },
] as const

/** The kinds of file that the list can be saved as. */
export function ExportPanel({ params }: { params: ListParams }) {
  const saving = useMutation({
    mutationFn: (file: ProductFile) => exportProducts(params, file),
    onSuccess: (total) => toast.success(text.exported(total)),
    onError: (error) => toast.error(text.failed, { description: text.nothingSaved(errorMessage(error)) }),
  })
  return (
    <ul aria-label={text.title}>
      {FILES.map(({ file, label, hint, icon: Icon }) => (
        <li key={file}>
          <button
            type="button"
            aria-disabled={saving.isPending}
            onClick={() => !saving.isPending && saving.mutate(file)}
            className="flex min-h-11 w-full items-start gap-3 rounded px-2.5 py-2 text-start hover:bg-sunken aria-disabled:opacity-50 desk:min-h-9"
          >
            <Icon size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-muted text-xs">{hint}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
