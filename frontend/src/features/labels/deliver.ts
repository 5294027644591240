import { saveFile } from '@/lib/saveFile'

/** Long enough for a reader of PDFs in another tab to have taken it. */
const KEPT_MS = 10 * 60_000

/** Whether this device hands files to other apps: a phone, to the app of its label printer. */
export function canShare(): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [probe] })
}

/** Shares a PDF; false when the person thought better of it. */
export async function sharePdf(file: Blob, name: string): Promise<boolean> {
  try {
    await navigator.share({ files: [new File([file], name, { type: 'application/pdf' })] })
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false
    throw error
  }
}

/** Opens a PDF in a tab of its own; where the browser lets no tab open, it is saved. */
export function openPdf(file: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([file], { type: 'application/pdf' }))
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  if (!window.open(url, '_blank')) saveFile(file, name)
}

const probe = new File([''], 'labels.pdf', { type: 'application/pdf' })
