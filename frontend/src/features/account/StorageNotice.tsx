import { useIsOnlyInThisTab } from '@/entities/user/session'

interface StorageNoticeProps {
  words: string
  className?: string
}

/** Says that this browser keeps nothing for the app; nothing where it does. */
export function StorageNotice({ words, className }: StorageNoticeProps) {
  if (!useIsOnlyInThisTab()) return null
  return (
    <p role="status" aria-live="off" className={className}>
      {words}
    </p>
  )
}
