import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import { notChanged } from '@/strings/people'
import * as text from '@/strings/tokens'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { type Account, useDeleteService } from './people'

export function DeleteServiceDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const remove = useDeleteService()
  function confirm() {
    remove.mutate(account, {
      onSuccess: () => toast.success(text.serviceDeleted(account.username)),
      onError: (error) => toast.error(notChanged, { description: errorMessage(error) }),
    })
    onClose()
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={text.deleteServiceTitle(account.username)}
      description={<p>{text.deleteServiceWhat}</p>}
      cancel={text.keep}
      actions={
        <Button variant="danger" onClick={confirm}>
          {text.deleteService}
        </Button>
      }
    />
  )
}
