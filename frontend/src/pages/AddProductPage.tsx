import { Check } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { toast } from 'sonner'
import type { Product } from '@/entities/product/types'
import { useProduct } from '@/entities/product/useProduct'
import { nearestList } from '@/entities/product/wayBack'
import { can, usePerson, useStaysAllowed } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import { NotAllowed } from '@/entities/user/NotAllowed'
import { useUserId } from '@/entities/user/session'
import { copyOf } from '@/features/product-form/copyOf'
import { draftKey, dropDraft, readDraft } from '@/features/product-form/drafts'
import { ProductForm } from '@/features/product-form/ProductForm'
import { emptyValues, type ProductValues, toValues } from '@/features/product-form/schema'
import { ProductStates } from '@/features/product-view/ProductStates'
import { useSaid } from '@/lib/announcer'
import { useMediaQuery } from '@/lib/useMediaQuery'
import { useTitle } from '@/lib/useTitle'
import * as accessText from '@/strings/access'
import * as text from '@/strings/product'
import * as formText from '@/strings/productForm'
import { linkStyles } from '@/ui/buttonStyles'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { PageFrame } from './PageFrame'

/** A new product, with `?barcode=…` one that was scanned, or with `?from=12` a copy of another. */
export function AddProductPage() {
  const [params] = useSearchParams()
  const from = params.get('from')
  const barcode = params.get('barcode')
  const title = from ? text.duplicateTitle : text.addTitle
  const navigate = useNavigate()
  const list = nearestList()
  const person = usePerson()
  const admins = useAdmins()
  useTitle(title)
  const before = useAddedBefore()
  const isTouched = useMediaQuery('(pointer: coarse)')
  function onSaved(product: Product, goesOn: boolean) {
    if (goesOn) {
      const { id, name, category, is_active } = product
      const state: { before: AddedBefore } = { before: { id, name, category, is_active } }
      return void navigate('/products/new', { replace: true, state })
    }
    toast.success(text.added(product.name))
    void navigate('/')
  }
  const mayAdd = useStaysAllowed(can(person, 'product:create'))
  if (!mayAdd) {
    return (
      <PageFrame title={title} backTo={list} backLabel={text.backTo(list)}>
        {person.role && <NotAllowed title={accessText.cannotAdd} why={accessText.cannotAddWhy(admins)} />}
      </PageFrame>
    )
  }
  return (
    <PageFrame title={title} backTo={list} backLabel={text.backTo(list)}>
      {from ? (
        <DuplicateForm key={from} from={from} onSaved={onSaved} />
      ) : (
        <>
          {before && <Added key={before.id} {...before} />}
          <ProductForm
            key={`new-${barcode}-${before?.id}`}
            product={null}
            initial={initialValues(barcode, before)}
            place={barcode ? `barcode-${barcode}` : undefined}
            cancelTo={list}
            // On a phone it would put its keyboard over the photo that the product begins with.
            autoFocus={before !== null || !isTouched}
            onSaved={onSaved}
          />
        </>
      )}
    </PageFrame>
  )
}

/** What the next product keeps of the one that was added before it, and what that is called. */
type AddedBefore = Pick<Product, 'id' | 'name' | 'category' | 'is_active'>

/** Kept by the entry of the tab's history, as the address is that of any new product. */
function useAddedBefore(): AddedBefore | null {
  const state: { before?: AddedBefore } | null = useLocation().state
  return state?.before ?? null
}

function initialValues(barcode: string | null, before: AddedBefore | null): ProductValues | undefined {
  if (before) return { ...emptyValues, category: before.category, is_active: before.is_active }
  return barcode ? { ...emptyValues, barcode } : undefined
}

function Added({ id, name }: AddedBefore) {
  useSaid(formText.addedBefore(name), { atOnce: true })
  return (
    <p className="mb-4 flex flex-wrap items-baseline gap-x-2 text-muted">
      <Check size={15} aria-hidden="true" className="self-center text-live-ink" />
      <span>{text.added(name)}</span>
      <Link to={`/products/${id}`} className={linkStyles}>
        {formText.openAdded(name)}
      </Link>
    </p>
  )
}

interface DuplicateFormProps {
  from: string
  onSaved: (product: Product, goesOn: boolean) => void
}

function DuplicateForm({ from, onSaved }: DuplicateFormProps) {
  const { product, isGone, error, retry } = useProduct(from)
  // As it was when the form opened: what happens to it later is not of the copy.
  const [original, setOriginal] = useState(product)
  if (product && !original) setOriginal(product)
  const typed = draftKey(useUserId(), from)
  if (!original && !isGone) return <ProductStates error={error} onRetry={retry} />
  const rescued = original ? null : rescuedValues(typed)
  return (
    <>
      {original ? (
        <p className="mb-5 text-muted">{formText.copyHint(original.name)}</p>
      ) : (
        <div className="mb-5 max-w-4xl">
          <ErrorSummary messages={[rescued ? formText.rescued : formText.copyGone]} />
        </div>
      )}
      <ProductForm
        product={null}
        initial={original ? copyOf(original) : (rescued ?? undefined)}
        initialPicture={original?.image}
        place={`copy-${from}`}
        cancelTo={original ? `/products/${original.id}` : nearestList()}
        onSaved={(saved, goesOn) => {
          if (rescued) dropDraft(typed)
          onSaved(saved, goesOn)
        }}
      />
    </>
  )
}

/** All that stood in the form of a product that is gone. */
function rescuedValues(key: string): ProductValues | null {
  const draft = readDraft(key)
  return draft?.base ? { ...toValues(draft.base), ...draft.values } : null
}
