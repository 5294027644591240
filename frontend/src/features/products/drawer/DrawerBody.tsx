import { toast } from 'sonner'
import { DraftRescue } from '@/features/products/form/DraftRescue'
import { ProductForm } from '@/features/products/form/ProductForm'
import { OwnerOnly } from '@/features/products/OwnerOnly'
import { ProductFacts } from '@/features/products/ProductFacts'
import { ProductStates } from '@/features/products/ProductStates'
import { StockHistorySection } from '@/features/stock/history/StockHistorySection'
import { Timeline } from '@/features/stock/movements/Timeline'
import * as text from '@/strings/product'
import type { Shown } from './ProductDrawer'
import { useDrawer } from './useDrawer'

interface DrawerBodyProps {
  id: number
  shown: Shown
  isEditing: boolean
  isOwner: boolean
}

/** The product in whichever state it is: to read, to change, loading, gone or not to be had. */
export function DrawerBody({ id, shown, isEditing, isOwner }: DrawerBodyProps) {
  const { product, latest, isGone, error, deletedBy, retry } = shown
  const { hrefFor, open, close } = useDrawer()
  // An open form stays when its product goes: what was typed can still be kept.
  if (!product || (isGone && !isEditing)) {
    return (
      <div className="flex-1 overflow-y-auto p-5">
        <ProductStates
          error={error}
          wasSeen={product !== undefined}
          deletedBy={deletedBy}
          onRetry={retry}
          rescue={isEditing && <DraftRescue id={id} />}
          onClose={close}
        />
      </div>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5 pb-0">
      {!isEditing && (
        <div className="space-y-7 pb-8">
          <ProductFacts product={product} />
          <StockHistorySection product={product} isNarrow />
          <Timeline product={product} />
        </div>
      )}
      {isEditing && isOwner && (
        <ProductForm
          product={product}
          latest={latest}
          cancelTo={hrefFor(id)}
          onSaved={(saved) => {
            toast.success(saved.id === id ? text.saved(saved.name) : text.added(saved.name))
            open(saved.id, { replace: true })
          }}
        />
      )}
      {isEditing && !isOwner && <OwnerOnly product={product} viewAt={hrefFor(id)} />}
    </div>
  )
}
