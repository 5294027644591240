import { CloudOff, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { retry } from '@/strings/common'
import { Button } from './Button'
import { StateMessage } from './StateMessage'

interface LoadFailedProps {
  error: unknown
  title: string
  /** The title when the server refuses it to this person. */
  forbidden?: string
  onRetry: () => void
  /** Other ways out, beside Retry. */
  actions?: ReactNode
}

/** Instead of a list that could not be fetched. */
export function LoadFailed({ error, title, forbidden, onRetry, actions }: LoadFailedProps) {
  const isForbidden = forbidden !== undefined && error instanceof ApiError && error.status === 403
  return (
    <StateMessage
      role="alert"
      icon={isForbidden ? Lock : CloudOff}
      title={isForbidden ? forbidden : title}
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            {retry}
          </Button>
          {actions}
        </>
      }
    >
      <p>{errorMessage(error)}</p>
    </StateMessage>
  )
}
