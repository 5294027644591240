import { refreshFailed } from '@/strings/common'
import { RetryBar } from './RetryBar'

interface OutdatedProps {
  query: { isRefetchError: boolean; refetch: () => unknown }
}

/** Under what a query shows: says while that could not be fetched again. */
export function Outdated({ query }: OutdatedProps) {
  if (!query.isRefetchError) return null
  return <RetryBar text={refreshFailed} onRetry={() => void query.refetch()} />
}
