import { formatExact, formatRelative } from '@/lib/format'
import { useNow } from '@/lib/useNow'

/** How long ago, kept current; the exact time on hover. */
export function RelativeTime({ iso }: { iso: string }) {
  const now = useNow()
  return (
    <time dateTime={iso} title={formatExact(iso)}>
      {formatRelative(iso, now)}
    </time>
  )
}
