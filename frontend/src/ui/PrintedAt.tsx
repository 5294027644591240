import type { ReactNode } from 'react'
import { formatExact } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import { asOf } from '@/strings/reorder'

/** A sheet of paper does not follow anything: it says when it was true. `children`: of what, in front of that. */
export function PrintedAt({ children }: { children?: ReactNode }) {
  const now = useNow()
  return (
    <p className="hidden pb-3 text-muted print:block">
      {children}
      <span>{asOf(formatExact(new Date(now).toISOString()))}</span>
    </p>
  )
}
