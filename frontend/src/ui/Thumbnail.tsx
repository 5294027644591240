import { Package } from 'lucide-react'
import { useState } from 'react'
import { cx } from '@/lib/cx'
import { mediaUrl } from '@/lib/env'

interface ThumbnailProps {
  path: string | null
  className?: string
}

/** A product's small picture, or a stand-in. Decorative: the product's name is always beside it. */
export function Thumbnail({ path, className }: ThumbnailProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const box = cx('shrink-0 overflow-hidden rounded border border-line bg-sunken', className)
  if (!path || broken === path) {
    return (
      <span className={cx('flex items-center justify-center text-muted', box)}>
        <Package size={16} aria-hidden="true" className="opacity-60" />
      </span>
    )
  }
  return (
    <img
      src={mediaUrl(path)}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setBroken(path)}
      className={cx('object-cover', box)}
    />
  )
}
