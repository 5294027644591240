import { formatMoment } from '@/lib/format'
import * as text from '@/strings/people'
import { CopyField } from '@/ui/CopyField'
import { QrCode } from '@/ui/QrCode'
import type { MadeLink } from './people'

/** A link that is told once: to copy, and to scan from somebody's phone. */
export function LinkParts({ made, lead }: { made: MadeLink; lead: string }) {
  return (
    <div className="space-y-4">
      <p className="text-muted">
        <span>{lead}</span> <span>{text.linkUntil(formatMoment(new Date(made.expires_at)))}</span>
      </p>
      <CopyField
        label={text.linkLabel}
        value={made.link}
        words={{ copy: text.copy, copied: text.copied, notCopied: text.notCopied }}
      />
      <QrCode text={made.link} label={text.qrCode} className="mx-auto size-44 rounded" />
    </div>
  )
}
