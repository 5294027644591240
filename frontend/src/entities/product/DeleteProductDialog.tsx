import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/product'
import { undo } from '@/strings/trash'
import { useLive } from '@/sync/useLive'
import { DeleteDialog } from '@/ui/DeleteDialog'
import { useDeleteProduct } from './mutations'
import { restoreProduct } from './trash'
import type { Product } from './types'

/** Long enough to think better of it, and to reach the button by keyboard. */
const UNDO_MS = 15_000

interface DeleteProductDialogProps {
  product: Product
  onClose: () => void
  onDeleted?: () => void
}

/** Mounted for as long as it asks. */
export function DeleteProductDialog({ product, onClose, onDeleted }: DeleteProductDialogProps) {
  const { mutateAsync } = useDeleteProduct()
  const live = useLive()
  const client = useQueryClient()
  return (
    <DeleteDialog
      title={text.deleteTitle(product.name)}
      description={
        <>
          <p>{consequence(product)}</p>
          <p>{text.canRestore}</p>
        </>
      }
      cancel={text.keepIt}
      confirm={text.remove}
      onConfirm={() => mutateAsync(product)}
      onDeleted={() => {
        toast.success(text.deleted(product.name), {
          duration: UNDO_MS,
          action: { label: undo, onClick: () => void restoreProduct(live, client, product.id) },
        })
        onClose()
        onDeleted?.()
      }}
      onClose={onClose}
    />
  )
}

function consequence({ quantity, sku, image }: Product): string {
  const count = formatCount(quantity)
  if (quantity > 0) return image ? text.deleteWhat.both(sku, count) : text.deleteWhat.stock(sku, count)
  return image ? text.deleteWhat.picture(sku) : text.deleteWhat.plain(sku)
}
