import { useQueryClient } from '@tanstack/react-query'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { restoreProduct, trashKey } from '@/entities/product/trash'
import { can, usePerson } from '@/entities/user/can'
import { errorMessage } from '@/lib/api/errors'
import { formatCount, formatDate } from '@/lib/format'
import * as text from '@/strings/trash'
import { useLive } from '@/sync/useLive'
import { Button } from '@/ui/Button'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { RelativeTime } from '@/ui/RelativeTime'
import { Thumbnail } from '@/ui/Thumbnail'
import { removeForGood, type Trashed } from './trash'

/** Deleted products, which those who may change it restore or delete for good. */
export function TrashList({ rows }: { rows: Trashed[] }) {
  return (
    <ul tabIndex={-1} aria-label={text.title} className="border-line border-t outline-none">
      {rows.map((product) => (
        <Item key={product.id} product={product} />
      ))}
    </ul>
  )
}

function Item({ product }: { product: Trashed }) {
  const { name, sku, quantity, thumbnail, deleted_by, deleted_at, removed_at } = product
  const mayEdit = can(usePerson(), 'product:edit', product)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5 desk:px-2">
      <Thumbnail path={thumbnail} className="size-11 desk:size-10" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="break-words font-medium">
          <bdi>{name}</bdi>
        </p>
        <p className="break-words text-muted text-xs">
          <span className="font-mono">{sku}</span> · <span>{text.onHand(formatCount(quantity))}</span>
        </p>
        <p className="text-muted text-xs">
          <span>{text.deleted}</span> <RelativeTime iso={deleted_at} />{' '}
          {deleted_by && <span>{text.deletedBy(deleted_by)}</span>} ·{' '}
          <span>{text.keptUntil(formatDate(removed_at))}</span>
        </p>
      </div>
      {mayEdit && <Actions product={product} />}
    </li>
  )
}

function Actions({ product }: { product: Trashed }) {
  const live = useLive()
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  async function restore() {
    setBusy(true)
    await restoreProduct(live, client, product.id)
    setBusy(false)
  }
  async function remove() {
    setAsking(false)
    try {
      await removeForGood(product.id)
      toast.success(text.removed(product.name))
    } catch (error) {
      toast.error(text.notRemoved, { description: errorMessage(error) })
    }
    void client.invalidateQueries({ queryKey: trashKey })
  }
  return (
    <div className="ms-auto flex items-center gap-1">
      <Button busy={isBusy} aria-label={text.restoreOf(product.name)} onClick={() => void restore()}>
        {!isBusy && <RotateCcw size={15} aria-hidden="true" />}
        <span>{text.restore}</span>
      </Button>
      <button
        type="button"
        aria-label={text.removeOf(product.name)}
        title={text.remove}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
        className={iconButtonStyles}
      >
        <Trash2 size={16} aria-hidden="true" />
      </button>
      {isAsking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(false)}
          title={text.removeTitle(product.name)}
          description={<p>{text.removeWhat}</p>}
          cancel={text.keepIt}
          actions={
            <Button variant="danger" onClick={() => void remove()}>
              {text.remove}
            </Button>
          }
        />
      )}
    </div>
  )
}
