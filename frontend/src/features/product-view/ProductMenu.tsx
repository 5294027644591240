import { Copy, Ellipsis, Link2, type LucideIcon, Maximize2, Trash2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { cx } from '@/lib/cx'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/product'
import { iconButtonStyles } from '@/ui/buttonStyles'

const DeleteDialog = lazyPart(async () => (await import('@/entities/product/DeleteDialog')).DeleteDialog)

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
  return (
    <>
      <DropdownMenu.Root modal={false}>
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
          {page && <Item icon={Maximize2} label={text.openPage} onSelect={() => void navigate(page)} />}
          <Item icon={Link2} label={text.copyLink} onSelect={() => void copyLink()} />
          {mayAdd && (
            <Item
              icon={Copy}
              label={text.duplicate}
              onSelect={() => void navigate(`/products/new?from=${product.id}`)}
            />
          )}
          {mayEdit && (
            <>
              <DropdownMenu.Separator className="my-1 border-line border-t" />
              <Item icon={Trash2} label={text.remove} isDanger onSelect={() => setAsking(true)} />
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <Suspense>
        {asking && <DeleteDialog product={product} onClose={() => setAsking(false)} onDeleted={onDeleted} />}
      </Suspense>
    </>
  )
}

interface ItemProps {
  icon: LucideIcon
  label: string
  isDanger?: boolean
  onSelect: () => void
}

function Item({ icon: Icon, label, isDanger, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className={cx(
        'flex h-11 cursor-pointer items-center gap-2.5 rounded px-2.5 outline-none data-highlighted:bg-sunken desk:h-8',
        isDanger && 'text-out-ink',
      )}
    >
      <Icon size={15} aria-hidden="true" />
      {label}
    </DropdownMenu.Item>
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
