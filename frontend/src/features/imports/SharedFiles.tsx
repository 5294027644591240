import { Share2 } from 'lucide-react'
import { useSaid } from '@/lib/announcer'
import * as text from '@/strings/imports'
import { Button } from '@/ui/Button'

interface SharedFilesProps {
  what: string
  action: string
  onUse: () => void
}

/** What another app has shared, offered before anything else. */
export function SharedFiles({ what, action, onUse }: SharedFilesProps) {
  useSaid(what, { atOnce: true })
  return (
    <div className="flex flex-wrap items-center gap-3 rounded border border-accent-ink bg-accent-soft px-4 py-3">
      <Share2 size={18} aria-hidden="true" className="shrink-0" />
      <p role="status" aria-live="off" className="min-w-0 flex-1 basis-48 break-words font-medium">
        {what}
      </p>
      <Button variant="primary" onClick={onUse} className="max-desk:w-full">
        {action}
      </Button>
    </div>
  )
}

export function SharedGone() {
  useSaid(text.sharedGone, { atOnce: true })
  return (
    <p role="status" aria-live="off" className="text-low-ink">
      {text.sharedGone}
    </p>
  )
}
