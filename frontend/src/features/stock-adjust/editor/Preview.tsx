import { ArrowRight } from 'lucide-react'
import { formatDelta } from '@/entities/movement/words'
import { useSaid } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/stockEditor'

interface PreviewProps {
  now: number
  result: number | null
  /** It is on its way: what moves now is the person’s own doing. */
  isSending: boolean
}

/** "42 → 39", moving with what is typed and with what others do. */
export function Preview({ now, result, isSending }: PreviewProps) {
  const to = result !== null && result >= 0 ? result : null
  useSaid(to === null ? '' : text.becomesOnHand(formatCount(now), formatCount(to)), { isMuted: isSending })
  return (
    <p className="flex h-11 items-center gap-2 text-base tabular-nums desk:h-9">
      <span className="sr-only">{text.nowOnHand}</span>
      <span className="text-muted">{formatCount(now)}</span>
      <ArrowRight size={15} aria-label={text.becomes} className="text-muted rtl:rotate-180" />
      <span className={cx('min-w-8 font-semibold', to === null && 'text-muted')}>
        {to === null ? '–' : formatCount(to)}
      </span>
      {to !== null && to !== now && (
        <span className={cx('text-xs', to > now ? 'text-live-ink' : 'text-low-ink')}>
          {formatDelta(to - now)}
        </span>
      )}
    </p>
  )
}
