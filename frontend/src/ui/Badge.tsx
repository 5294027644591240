import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'

const tones = {
  neutral: 'bg-sunken text-muted',
  low: 'bg-low-soft text-low-ink',
  out: 'bg-out-soft text-out-ink',
  live: 'bg-live-soft text-live-ink',
}

interface BadgeProps {
  tone: keyof typeof tones
  children: ReactNode
}

/** A short word of status. */
export function Badge({ tone, children }: BadgeProps) {
  return (
    <span
      className={cx('inline-flex items-center rounded px-1.5 font-medium text-xs leading-5', tones[tone])}
    >
      {children}
    </span>
  )
}
