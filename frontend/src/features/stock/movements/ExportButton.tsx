import { Download } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/Button'
import { errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import { EXPORT_LIMIT, exportMovements } from './exportMovements'
import type { MovementFilters } from './filters'

/** Downloads what the filters show, as far as one file goes. */
export function ExportButton({ filters, disabled }: { filters: MovementFilters; disabled: boolean }) {
  const [busy, setBusy] = useState(false)
  async function run() {
    setBusy(true)
    try {
      const total = await exportMovements(filters)
      const rest = total - EXPORT_LIMIT
      if (rest > 0) {
        toast.warning(`Saved the newest ${formatCount(EXPORT_LIMIT)} movements`, {
          description: `${formatCount(rest)} older ones are not in the file. Export them with a date range.`,
        })
      } else {
        toast.success(`${formatCount(total)} ${total === 1 ? 'movement' : 'movements'} saved as CSV`)
      }
    } catch (error) {
      toast.error('The export failed', { description: `${errorMessage(error)} Nothing was saved.` })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      busy={busy}
      disabled={disabled}
      aria-label="Export as CSV"
      title={`The movements shown, as a CSV file of at most ${formatCount(EXPORT_LIMIT)} rows`}
      onClick={() => void run()}
    >
      {!busy && <Download size={15} aria-hidden="true" />}
      <span className="max-desk:sr-only">Export</span>
    </Button>
  )
}
