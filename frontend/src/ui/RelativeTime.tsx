import { formatExact, formatRelative } from '@/lib/format'
import { useNow } from '@/lib/useNow'

/** How long ago, kept current; the exact time on hover, and on paper, where "5 min. ago" soon says nothing. */
export function RelativeTime({ iso }: { iso: string }) {
  const now = useNow()
  const exact = formatExact(iso)
  return (
    <time dateTime={iso} title={exact}>
      <span className="print:hidden">{formatRelative(iso, now)}</span>
      <span className="not-print:hidden">{exact}</span>
    </time>
  )
}
