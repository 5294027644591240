import { History } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { addressAt, openAsOf } from '@/entities/product/asOf'
import * as text from '@/strings/past'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { wordsOf } from './moments'

/** Says above a page that it is not of now, and leads to another moment and back. */
export function PastBar({ at }: { at: string }) {
  const location = useLocation()
  const moment = wordsOf(at)
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1.5 border-line border-b bg-low-soft px-4 py-1.5 text-low-ink">
      <p role="status" aria-live="off" className="flex items-center gap-2">
        <History size={16} aria-hidden="true" className="shrink-0" />
        <span>{moment === null ? text.badMoment : text.showing(moment)}</span>
      </p>
      <div className="flex gap-2 print:hidden">
        <Button onClick={() => openAsOf(location)}>{text.change}</Button>
        <Link to={addressAt(location, null)} className={buttonStyles('primary')}>
          {text.backToNow}
        </Link>
      </div>
    </div>
  )
}
