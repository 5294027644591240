import { Download } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { EXPORT_LIMIT, exportMovements } from '@/entities/movement/exportMovements'
import type { MovementFilters } from '@/entities/movement/filters'
import { errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/movements'
import { Button } from '@/ui/Button'

/** Downloads what the filters show, as far as one file goes. */
export function ExportButton({ filters, disabled }: { filters: MovementFilters; disabled: boolean }) {
  const [busy, setBusy] = useState(false)
  async function run() {
    setBusy(true)
    try {
      const total = await exportMovements(filters)
      const rest = total - EXPORT_LIMIT
      if (rest > 0) {
        toast.warning(text.exportedNewest(EXPORT_LIMIT), {
          description: text.exportRest(rest),
        })
      } else {
        toast.success(text.exported(total))
      }
    } catch (error) {
      toast.error(text.exportFailed, { description: text.nothingSaved(errorMessage(error)) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      busy={busy}
      disabled={disabled}
      aria-label={text.exportAsCsv}
      title={text.exportHint(formatCount(EXPORT_LIMIT))}
      onClick={() => void run()}
    >
      {!busy && <Download size={15} aria-hidden="true" />}
      <span className="max-desk:sr-only">{text.exportWord}</span>
    </Button>
  )
}
