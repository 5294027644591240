import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/scan'

const SHOWN_MS = 15_000

/** What may be done with a code that no product has: add one with it, or give it to one. */
interface Offers {
  add: () => void
  useFor: () => void
}

/** `offers`: null for who may not. */
export function tellUnknown(code: string, offers: Offers | null): void {
  toast(text.unknown(code), {
    id: 'scan',
    description: text.unknownHint,
    duration: SHOWN_MS,
    action: offers && { label: <span data-wide-action="">{text.addWithCode}</span>, onClick: offers.add },
    cancel: offers && { label: text.useFor, onClick: offers.useFor },
  })
}

/** Only a part of a code arrived. */
export function tellBroken(): void {
  toast.warning(text.broken, { id: 'scan', description: text.brokenHint, duration: SHOWN_MS })
}

export function tellFailed(code: string, error: unknown, again: () => void): void {
  toast.error(text.lookUpFailed(code), {
    id: 'scan',
    description: errorMessage(error),
    duration: SHOWN_MS,
    action: { label: text.tryAgain, onClick: again },
  })
}
