import { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'

interface NewButtonProps {
  /** For a desk: how high it is there. */
  className?: string
  onPress: () => void
  children: ReactNode
}

/** Shows what came while a list stood still. On a phone it can be pressed a little above and below, too. */
export function NewButton({ className, onPress, children }: NewButtonProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      className={cx('group/new flex h-11 items-center rounded-full', className)}
    >
      <span className="inline-flex h-9 items-center gap-1.5 whitespace-nowrap rounded-full bg-accent px-4 max-[22rem]:px-3 font-medium text-white shadow-raised group-hover/new:bg-accent-hover desk:h-full">
        <ArrowUp size={14} aria-hidden="true" />
        {children}
      </span>
    </button>
  )
}
