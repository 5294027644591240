import { ChevronDown, ChevronUp, Pencil, X } from 'lucide-react'
import type { RefObject } from 'react'
import { ProductLink } from '@/entities/product/ProductLink'
import type { Product } from '@/entities/product/types'
import { DRAWER_HEADING, pageOf, useDrawer } from '@/entities/product/useDrawer'
import { cx } from '@/lib/cx'
import { useIsShown } from '@/lib/useIsShown'
import * as text from '@/strings/product'
import { PresenceList } from '@/sync/PresenceList'
import { usePresence } from '@/sync/usePresence'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { ProductMenu } from './ProductMenu'

interface DrawerHeaderProps {
  id: number
  product: Product | undefined
  isEditing: boolean
  mayEdit: boolean
  heading: RefObject<HTMLHeadingElement | null>
  /** Undefined where the loaded list ends. */
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
  onClose: () => void
}

/** What stays in sight of an open product: its name, who else is there, and what can be done. */
export function DrawerHeader(props: DrawerHeaderProps) {
  const { id, product, isEditing, mayEdit, heading, onPrevious, onNext, onClose } = props
  const { close } = useDrawer()
  const isShown = useIsShown(id)
  const people = usePresence(product ? id : null, isEditing ? 'edit' : 'view')
  const name = product?.name ?? text.product
  return (
    <header className="border-line border-b pt-2 pe-3 pb-2.5 ps-5">
      <div className="flex h-9 items-center gap-0.5">
        <Step label={text.previous} onPress={onPrevious} icon={ChevronUp} className="-ms-2" />
        <Step label={text.next} onPress={onNext} icon={ChevronDown} />
        <span className="flex-1" />
        {product && mayEdit && !isEditing && (
          <ProductLink id={id} edit className={cx(iconButtonStyles, 'w-auto! gap-1.5 px-2 font-medium')}>
            <Pencil size={15} aria-hidden="true" />
            {text.edit}
          </ProductLink>
        )}
        {product && (
          <ProductMenu
            product={product}
            mayEdit={mayEdit}
            page={pageOf(id, isEditing)}
            onDeleted={() => isShown() && close()}
          />
        )}
        <button
          type="button"
          aria-label={text.closeDrawer}
          title={text.closeDrawer}
          onClick={onClose}
          className={iconButtonStyles}
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      <h2
        id={DRAWER_HEADING}
        ref={heading}
        tabIndex={-1}
        className="mt-1 line-clamp-2 break-words font-semibold text-lg leading-6 tracking-tight outline-none"
      >
        {isEditing && product ? text.editTitle(name) : <bdi>{name}</bdi>}
      </h2>
      <PresenceList people={people} />
    </header>
  )
}

interface StepProps {
  label: string
  onPress: (() => void) | undefined
  icon: typeof ChevronUp
  className?: string
}

/** Stays focusable at the end of the list, so that the focus is not lost there. */
function Step({ label, onPress, icon: Icon, className }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={onPress ? undefined : true}
      onClick={onPress}
      className={cx(iconButtonStyles, className)}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  )
}
