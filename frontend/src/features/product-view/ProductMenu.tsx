import { Barcode, Copy, Ellipsis, History, Link2, Maximize2, Printer, Trash2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { openLabels } from '@/entities/label/openLabels'
import { openAsOf } from '@/entities/product/asOf'
import { useGiveBarcode } from '@/entities/product/mutations'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { errorMessage } from '@/lib/api/errors'
import { lazyPart } from '@/lib/loadPart'
import { DIRECTION } from '@/lib/locale'
import * as text from '@/strings/product'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { MenuItem } from '@/ui/MenuItem'

const DeleteProductDialog = lazyPart(
  async () => (await import('@/entities/product/DeleteProductDialog')).DeleteProductDialog,
)

interface ProductMenuProps {
  product: Product
  mayEdit: boolean
  /** The address of the product's page, where this is not it. */
  page?: string
  onDeleted: () => void
}

/** What can be done with a product and is not done every day. */
export function ProductMenu({ product, mayEdit, page, onDeleted }: ProductMenuProps) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const mayAdd = can(usePerson(), 'product:create')
  const giveBarcode = useGiveBarcode({
    onSuccess: ({ row }) => toast.success(text.barcodeCreated(row.barcode ?? '')),
    onError: (error) => toast.error(text.barcodeNotCreated, { description: errorMessage(error) }),
  })
  return (
    <>
      <DropdownMenu.Root dir={DIRECTION} modal={false}>
        <DropdownMenu.Trigger aria-label={text.more} title={text.more} className={iconButtonStyles}>
          <Ellipsis size={18} aria-hidden="true" />
        </DropdownMenu.Trigger>
        {/* In place, not in a portal: it belongs to the region of the product. */}
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-40 min-w-48 animate-rise rounded bg-surface p-1 shadow-raised"
        >
          {page && <MenuItem icon={Maximize2} label={text.openPage} onSelect={() => void navigate(page)} />}
          <MenuItem icon={Link2} label={text.copyLink} onSelect={() => void copyLink()} />
          <MenuItem icon={Printer} label={text.printLabel} onSelect={() => openLabels([product.id])} />
          <MenuItem
            icon={History}
            label={text.asOf}
            onSelect={() => openAsOf({ pathname: `/products/${product.id}`, search: '' })}
          />
          {mayEdit && !product.barcode && (
            <MenuItem
              icon={Barcode}
              label={text.createBarcode}
              onSelect={() => giveBarcode.mutate({ id: product.id })}
            />
          )}
          {mayAdd && (
            <MenuItem
              icon={Copy}
              label={text.duplicate}
              onSelect={() => void navigate(`/products/new?from=${product.id}`)}
            />
          )}
          {mayEdit && (
            <>
              <DropdownMenu.Separator className="my-1 border-line border-t" />
              <MenuItem icon={Trash2} label={text.remove} isDanger onSelect={() => setAsking(true)} />
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <Suspense>
        {asking && (
          <DeleteProductDialog product={product} onClose={() => setAsking(false)} onDeleted={onDeleted} />
        )}
      </Suspense>
    </>
  )
}

/** The address as it is: the list with the open product, or the product's page. */
async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href)
    toast.success(text.linkCopied)
  } catch {
    // On plain http in a network the browser keeps the clipboard to itself.
    toast.error(text.linkNotCopied)
  }
}
