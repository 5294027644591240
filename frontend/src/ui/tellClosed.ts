import { toast } from 'sonner'
import { openAgain } from '@/strings/openAgain'

/** Says to whoever closed an editor before its answer came that nothing came of it, and opens it again on request. */
export function tellClosed(title: string, why: string, open: () => void): void {
  toast.error(title, {
    description: why,
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    action: {
      label: openAgain,
      onClick({ currentTarget }) {
        // The toasts give the focus back when they lose it: not when the editor has it.
        currentTarget.blur()
        open()
      },
    },
  })
}
