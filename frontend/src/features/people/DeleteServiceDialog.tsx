import { toast } from 'sonner'
import * as text from '@/strings/tokens'
import { DeleteDialog } from '@/ui/DeleteDialog'
import { type Account, useDeleteService } from './people'

export function DeleteServiceDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { mutateAsync } = useDeleteService()
  return (
    <DeleteDialog
      title={text.deleteServiceTitle(account.username)}
      description={<p>{text.deleteServiceWhat}</p>}
      cancel={text.keep}
      confirm={text.deleteService}
      onConfirm={() => mutateAsync(account)}
      onDeleted={() => {
        toast.success(text.serviceDeleted(account.username))
        onClose()
      }}
      onClose={onClose}
    />
  )
}
