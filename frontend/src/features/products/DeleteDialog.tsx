import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { ErrorSummary } from '@/components/ErrorSummary'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { formatCount } from '@/lib/format'
import { useDeleteProduct } from './mutations'
import type { Product } from './types'

interface DeleteDialogProps {
  /** The product to ask about; null while nothing is asked. */
  product: Product | null
  onClose: () => void
  onDeleted?: () => void
}

/** Asks before a product is deleted for good. */
export function DeleteDialog({ product, onClose, onDeleted }: DeleteDialogProps) {
  const { mutateAsync, isPending, error, reset } = useDeleteProduct()
  // Kept while the dialog closes, and when the feed takes the row away under it.
  const [asked, setAsked] = useState(product)
  if (product && product !== asked) setAsked(product)

  function close() {
    reset()
    onClose()
  }
  async function confirm(doomed: Product) {
    try {
      await mutateAsync(doomed.id)
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.status === 404)) return
      // Someone else deleted it first: what was asked for is so.
    }
    toast.success(`${doomed.name} deleted`)
    close()
    onDeleted?.()
  }

  return (
    <Dialog
      open={product !== null}
      onClose={close}
      title={`Delete ${asked?.name ?? ''}?`}
      description={asked && <p>{consequence(asked)} This cannot be undone.</p>}
      actions={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button variant="danger" busy={isPending} onClick={() => asked && confirm(asked)}>
            Delete
          </Button>
        </>
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

function consequence({ quantity, sku }: Product): string {
  if (quantity === 0) return `${sku} and its picture are removed for everyone.`
  return `${sku}, its picture and its ${formatCount(quantity)} on hand are removed for everyone.`
}
