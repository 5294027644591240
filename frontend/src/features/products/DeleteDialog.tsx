import { toast } from 'sonner'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { ErrorSummary } from '@/components/ErrorSummary'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import { useDeleteProduct } from './mutations'
import type { Product } from './types'

interface DeleteDialogProps {
  product: Product
  onClose: () => void
  onDeleted?: () => void
}

/** Asks before a product is deleted for good. Mounted for as long as it asks. */
export function DeleteDialog({ product, onClose, onDeleted }: DeleteDialogProps) {
  const { mutateAsync, isPending, error } = useDeleteProduct()
  async function confirm() {
    try {
      await mutateAsync(product)
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.status === 404)) return
      // Someone else deleted it first: what was asked for is so.
    }
    toast.success(`${product.name} deleted`)
    onClose()
    onDeleted?.()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${product.name}?`}
      description={<p>{consequence(product)} This cannot be undone.</p>}
      cancel="Keep it"
      actions={
        <Button variant="danger" busy={isPending} onClick={confirm}>
          Delete
        </Button>
      }
    >
      {error && !isPending && (
        <div className="mt-4">
          <ErrorSummary messages={[errorMessage(error)]} />
        </div>
      )}
    </Dialog>
  )
}

function consequence({ quantity, sku, image }: Product): string {
  const parts = [sku, image && 'its picture', quantity > 0 && `its ${formatCount(quantity)} on hand`]
  return `Removed for everyone: ${parts.filter(Boolean).join(', ')}.`
}
