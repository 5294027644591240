import { toast } from 'sonner'
import { useDrawer } from '@/entities/product/useDrawer'
import type { ShownProduct } from '@/entities/product/useProduct'
import { WhyNot } from '@/entities/product/WhyNot'
import { StockHistorySection } from '@/features/ledger/history/StockHistorySection'
import { Timeline } from '@/features/ledger/Timeline'
import { DraftRescue } from '@/features/product-form/DraftRescue'
import { ProductFacts } from '@/features/product-view/ProductFacts'
import { ProductStates } from '@/features/product-view/ProductStates'
import { StockActions } from '@/features/stock-adjust/StockActions'
import { EditForm } from '@/pages/EditForm'
import * as text from '@/strings/product'

interface DrawerBodyProps {
  id: number
  shown: ShownProduct
  isEditing: boolean
}

/** The product in whichever state it is: to read, to change, loading, gone or not to be had. */
export function DrawerBody({ id, shown, isEditing }: DrawerBodyProps) {
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
          <ProductFacts
            product={product}
            stockActions={
              <>
                <StockActions product={product} />
                <WhyNot product={product} />
              </>
            }
          />
          <StockHistorySection product={product} />
          <Timeline product={product} />
        </div>
      )}
      {isEditing && (
        <EditForm
          product={product}
          latest={latest}
          cancelTo={hrefFor(id)}
          onSaved={(saved) => {
            toast.success(saved.id === id ? text.saved(saved.name) : text.added(saved.name))
            open(saved.id, { replace: true })
          }}
        />
      )}
    </div>
  )
}
