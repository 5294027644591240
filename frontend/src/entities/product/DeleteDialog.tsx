import { toast } from 'sonner'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/product'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
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
    toast.success(text.deleted(product.name))
    onClose()
    onDeleted?.()
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={text.deleteTitle(product.name)}
      description={
        <>
          <p>{consequence(product)}</p>
          <p>{text.cannotUndo}</p>
        </>
      }
      cancel={text.keepIt}
      actions={
        <Button variant="danger" busy={isPending} onClick={confirm}>
          {text.remove}
        </Button>
      }
    >
      {error && !isPending && (
        <div className="mt-4">
          <ErrorSummary messages={[errorMessage(error)]} />
        </div>
      )}
    </ConfirmDialog>
  )
}

function consequence({ quantity, sku, image }: Product): string {
  const count = formatCount(quantity)
  if (quantity > 0) return image ? text.deleteWhat.both(sku, count) : text.deleteWhat.stock(sku, count)
  return image ? text.deleteWhat.picture(sku) : text.deleteWhat.plain(sku)
}
