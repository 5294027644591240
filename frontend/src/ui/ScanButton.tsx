import { ScanBarcode } from 'lucide-react'
import { openCommand } from '@/lib/shellDialog'
import { scan } from '@/strings/shell'

/** Opens the camera to scan a barcode. For the end of a search field. */
export function ScanButton({ className }: { className?: string }) {
  return (
    <button
      type="button"
      aria-label={scan}
      title={scan}
      aria-haspopup="dialog"
      onClick={() => openCommand('scan')}
      className={className}
    >
      <ScanBarcode size={18} aria-hidden="true" />
    </button>
  )
}
