import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/Button'
import { buttonStyles } from '@/components/buttonStyles'
import { Dialog } from '@/components/Dialog'
import { ErrorSummary } from '@/components/ErrorSummary'
import type { Product } from '@/features/products/types'
import { ConflictDialog } from './ConflictDialog'
import { ImageField } from './ImageField'
import { LiveNotice } from './LiveNotice'
import { ProductFields } from './ProductFields'
import { useProductForm } from './useProductForm'
import { useUnsavedGuard } from './useUnsavedGuard'

interface ProductFormProps {
  /** The product to change; null to add one. */
  product: Product | null
  /** The newest version that reached this screen; null when it was deleted meanwhile. */
  latest?: Product | null
  cancelTo: string
  onSaved: (saved: Product) => void
}

/** Adds or changes a product. Nothing typed is ever overwritten from outside. */
export function ProductForm({ product, latest, cancelTo, onSaved }: ProductFormProps) {
  const [saved, setSaved] = useState(false)
  const editor = useProductForm({
    product,
    onSaved: (row) => {
      setSaved(true)
      guard.release()
      onSaved(row)
    },
  })
  const guard = useUnsavedGuard(editor.isDirty && !saved)
  const { form, base, isSaving } = editor
  const unchanged = product !== null && !editor.isDirty
  return (
    <form onSubmit={editor.submit} noValidate className="max-w-4xl">
      {base && <LiveNotice base={base} latest={latest} onLoad={editor.startFrom} />}
      {editor.summary.length > 0 && (
        <div className="mb-5">
          <ErrorSummary messages={editor.summary} focus />
        </div>
      )}
      <div className="flex flex-col gap-6 desk:flex-row desk:gap-10">
        <ProductFields form={form} isNew={product === null} />
        <div className="desk:w-64 desk:shrink-0">
          <ImageField picture={editor.picture} saved={base?.image ?? null} />
        </div>
      </div>
      <div className="sticky bottom-(--bottom-bar) z-10 -mx-4 mt-6 flex justify-end gap-2 border-line border-t bg-canvas px-4 py-3 desk:mx-0 desk:px-0">
        <Link to={cancelTo} className={buttonStyles('secondary')}>
          Cancel
        </Link>
        <Button type="submit" variant="primary" busy={isSaving} disabled={unchanged}>
          {product ? 'Save changes' : 'Add product'}
        </Button>
      </div>
      <ConflictDialog {...editor.conflict} busy={isSaving} />
      <Dialog
        open={guard.isAsking}
        onClose={guard.stay}
        title="Leave without saving?"
        description={<p>What you changed on this page is not saved yet.</p>}
        cancel="Keep editing"
        actions={
          <Button variant="danger" onClick={guard.leave}>
            Leave
          </Button>
        }
      />
    </form>
  )
}
