import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSaid } from '@/lib/announcer'
import * as text from '@/strings/productForm'
import { Appear } from '@/ui/Appear'
import { Button } from '@/ui/Button'
import { fieldNames } from './fieldNames'
import type { MergeField } from './merge'

interface LiveNoticeProps {
  /** Who made the last change; null when that is not known. */
  actor: string | null
  taken: readonly MergeField[]
  conflicts: readonly MergeField[]
  /** The product was deleted under the form. */
  isGone: boolean
  onStartAsNew: () => void
}

/** Tells that the product changed, or went, while it is being edited, and what that means for the edit. */
export function LiveNotice({ actor, taken, conflicts, isGone, onStartAsNew }: LiveNoticeProps) {
  const lines: string[] = []
  if (isGone) lines.push(text.theyDeleted(actor))
  else {
    if (taken.length > 0) lines.push(text.theyChanged(actor, fieldNames(taken)))
    if (conflicts.length > 0) lines.push(text.theyAlsoChanged(actor, fieldNames(conflicts)))
  }
  useSaid(lines.join(' '))
  if (lines.length === 0) return null
  return (
    <div role="status" aria-live="off">
      <Notice actions={isGone && <Button onClick={onStartAsNew}>{text.addAsNew}</Button>}>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Notice>
    </div>
  )
}

/** A coloured box above the form, with what can be done about it. */
export function Notice({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <Appear className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded bg-low-soft p-3 text-low-ink">
      <RefreshCw size={16} aria-hidden="true" className="shrink-0" />
      <div className="min-w-0 flex-1 basis-60 space-y-1">{children}</div>
      {actions}
    </Appear>
  )
}
