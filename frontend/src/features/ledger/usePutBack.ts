import { toast } from 'sonner'
import { type ProductInput, useUpdateProduct } from '@/entities/product/mutations'
import { etagOf } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import type { FieldChange } from '@/entities/trail/types'
import { fieldLabel, useValueWords } from '@/entities/trail/words'
import { ApiError, errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/trail'

/** Fields whose old value can be written again. A picture that was replaced is gone. */
const WRITABLE = [
  'name',
  'sku',
  'description',
  'category',
  'barcode',
  'price',
  'reorder_level',
  'is_active',
] as const

type Writable = (typeof WRITABLE)[number]

function isWritable(field: string): field is Writable {
  return (WRITABLE as readonly string[]).includes(field)
}

/** Whether the field has another value now, which the old one could take the place of. */
export function canPutBack(product: Product, { field, old, hidden }: FieldChange): boolean {
  return !hidden && isWritable(field) && (product[field] ?? null) !== emptyAs(field, old)
}

/** Writes the value that a field had, unless somebody has written that field meanwhile. */
export function usePutBack(product: Product) {
  const words = useValueWords()
  const { mutateAsync, isPending } = useUpdateProduct()
  async function put(field: Writable, value: unknown, over: Product): Promise<void> {
    try {
      await mutateAsync({ id: product.id, etag: etagOf(over), input: { [field]: value } as ProductInput })
      toast.success(text.isBack(fieldLabel(field), words(field, value)))
    } catch (error) {
      const current = currentRow(error)
      // Something else of the product changed: nobody is overwritten.
      if (current && current[field] === over[field]) return put(field, value, current)
      toast.error(text.notPutBack, { description: current ? text.changedMeanwhile : explain(error, field) })
    }
  }
  return {
    putBack: ({ field, old }: FieldChange) =>
      void (isWritable(field) && !isPending && put(field, emptyAs(field, old), product)),
    isBusy: isPending,
  }
}

/** What is not there is null in the trail, and in a text field an empty text. */
function emptyAs(field: string, value: unknown): unknown {
  return value === null && field === 'description' ? '' : (value ?? null)
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}

function explain(error: unknown, field: Writable): string {
  return (error instanceof ApiError && error.fields[field]?.join(' ')) || errorMessage(error)
}
