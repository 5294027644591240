import { cx } from '@/lib/cx'

/** A grey stand-in for something that is loading. Decorative: the region around it says that it is busy. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx('animate-shimmer rounded bg-sunken', className)} />
}
