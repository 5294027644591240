import { errorMessage } from '@/lib/api/errors'
import { retry } from '@/strings/common'
import * as text from '@/strings/door'
import { Button } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { AuthLayout } from './AuthLayout'
import type { LinkState } from './useLink'

interface LinkPendingProps {
  title: string
  link: Extract<LinkState<unknown>, { state: 'loading' | 'failed' }>
}

/** While it is not known what a link opens, or could not be asked. */
export function LinkPending({ title, link }: LinkPendingProps) {
  if (link.state === 'failed') {
    return (
      <AuthLayout title={text.linkFailed} lead={errorMessage(link.error)}>
        <Button variant="primary" onClick={link.retry} className="w-full desk:h-9">
          {retry}
        </Button>
      </AuthLayout>
    )
  }
  return (
    <AuthLayout title={title} lead={text.checking}>
      <div role="status" aria-live="off" aria-label={text.checking} className="space-y-4">
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
    </AuthLayout>
  )
}
