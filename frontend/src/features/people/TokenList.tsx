import { KeyRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import { formatDate } from '@/lib/format'
import * as text from '@/strings/tokens'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { LoadFailed } from '@/ui/LoadFailed'
import { RelativeTime } from '@/ui/RelativeTime'
import { Skeleton } from '@/ui/Skeleton'
import { NewTokenDialog } from './NewTokenDialog'
import { type Token, useDeleteToken, useTokens } from './tokens'

interface TokenListProps {
  /** Whose tokens: an account for an admin, oneself for null. */
  account: { id: number; username: string } | null
}

/** The tokens of an account with when each was last used, and the way to another one. */
export function TokenList({ account }: TokenListProps) {
  const { data, error, refetch } = useTokens(account?.id ?? null)
  const [isMaking, setMaking] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  if (!data) {
    if (error) return <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
    return (
      <div role="status" aria-live="off" aria-label={text.loading}>
        <Skeleton className="h-14" />
      </div>
    )
  }
  return (
    <div className="max-w-2xl">
      {data.length === 0 ? (
        <p className="text-muted">{text.none}</p>
      ) : (
        <ul
          ref={list}
          tabIndex={-1}
          aria-label={account ? text.ofAccount(account.username) : text.title}
          className="divide-y divide-line outline-none"
        >
          {data.map((token) => (
            // The button that was pressed goes with its line.
            <TokenItem key={token.id} token={token} onDeleted={() => list.current?.focus()} />
          ))}
        </ul>
      )}
      <Button className="mt-3" aria-haspopup="dialog" onClick={() => setMaking(true)}>
        {text.create}
      </Button>
      {isMaking && <NewTokenDialog account={account} onClose={() => setMaking(false)} />}
    </div>
  )
}

function TokenItem({ token, onDeleted }: { token: Token; onDeleted: () => void }) {
  const remove = useDeleteToken()
  const [isAsking, setAsking] = useState(false)
  const isExpired = Date.parse(token.expires_at) <= Date.now()
  function confirm() {
    setAsking(false)
    void remove.mutateAsync(token).then(
      () => {
        toast.success(text.removed(token.name))
        onDeleted()
      },
      (error) => toast.error(text.notRemoved, { description: errorMessage(error) }),
    )
  }
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0">
      <KeyRound size={20} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi className="wrap-anywhere">{token.name}</bdi>
          {isExpired && <Badge tone="out">{text.expired}</Badge>}
        </p>
        <p className="text-muted text-xs">
          <span>{token.scopes.map((scope) => text.scopeNames[scope]).join(', ')}</span>
          {' · '}
          <span>{text.expiresOn(formatDate(token.expires_at))}</span>
          {' · '}
          {token.last_used_at ? (
            <>
              <span>{text.lastUsed}</span> <RelativeTime iso={token.last_used_at} />
            </>
          ) : (
            <span>{text.neverUsed}</span>
          )}
        </p>
      </div>
      <Button
        aria-label={text.removeFor(token.name)}
        aria-haspopup="dialog"
        busy={remove.isPending}
        onClick={() => setAsking(true)}
      >
        {text.remove}
      </Button>
      {isAsking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(false)}
          title={text.removeTitle(token.name)}
          description={<p>{text.removeWhat}</p>}
          cancel={text.keep}
          actions={
            <Button variant="danger" onClick={confirm}>
              {text.remove}
            </Button>
          }
        />
      )}
    </li>
  )
}
