import { History } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { addressAt } from '@/entities/product/asOf'
import { ApiError } from '@/lib/api/errors'
import * as text from '@/strings/past'
import { buttonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'
import { StateMessage } from '@/ui/StateMessage'
import { wordsOf } from './moments'

interface PastFailedProps {
  error: unknown
  title: string
  onRetry: () => void
}

/** Instead of what could not be fetched; for a moment before the history begins, a way to its beginning. */
export function PastFailed({ error, title, onRetry }: PastFailedProps) {
  const location = useLocation()
  const begins = beginningIn(error)
  const moment = begins && wordsOf(begins)
  if (!begins || !moment) return <LoadFailed error={error} title={title} onRetry={onRetry} />
  return (
    <StateMessage
      role="alert"
      icon={History}
      title={text.tooEarly}
      actions={
        <Link to={addressAt(location, begins)} className={buttonStyles('primary')}>
          {text.begin}
        </Link>
      }
    >
      <p>{text.reachesBackTo(moment)}</p>
    </StateMessage>
  )
}

/** The earliest moment, which a refusal of `at` names. */
function beginningIn(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.status !== 400) return null
  return /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(String(error.fields.at ?? ''))?.[0] ?? null
}
