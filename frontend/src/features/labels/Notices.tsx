import * as text from '@/strings/labels'
import type { Notice } from './api'

/** What is not on the labels as one would expect. */
export function Notices({ notices, className }: { notices: readonly Notice[]; className?: string }) {
  if (notices.length === 0) return null
  return (
    <ul className={className}>
      {notices.map((notice) => (
        <li key={notice.code}>{noticeText(notice)}</li>
      ))}
    </ul>
  )
}

function noticeText({ code, ids, letters = '' }: Notice): string {
  if (code === 'missing_letters') return text.notices.missing_letters(letters)
  return text.notices[code](ids.length)
}
