import * as text from '@/strings/tokens'
import { Dialog } from '@/ui/Dialog'
import type { Account } from './people'
import { TokenList } from './TokenList'

/** The tokens of a service account, for the admin who looks after it. */
export function TokensDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  return (
    <Dialog title={text.ofAccount(account.username)} onClose={onClose}>
      <TokenList account={account} />
    </Dialog>
  )
}
