import { useState } from 'react'
import { useUpdateProduct } from '@/features/products/mutations'
import { etagOf } from '@/features/products/queries'
import type { Product } from '@/features/products/types'
import { useProduct } from '@/features/products/useProduct'
import { ApiError, errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/priceEditor'

const PRICE = /^\d{1,8}(\.\d{1,2})?$/

/** A price that was to be set, and the one that was found instead of the one seen. */
export interface StalePrice {
  wanted: string
  current: Product
}

/** The state of the price editor. Live changes move what it compares with, never what was typed. */
export function usePriceForm(seen: Product, onClose: () => void) {
  const { latest, isGone } = useProduct(String(seen.id))
  const [draft, setDraft] = useState(seen.price)
  const [problem, setProblem] = useState<string | null>(null)
  const [stale, setStale] = useState<StalePrice | null>(null)
  const { mutateAsync, isPending } = useUpdateProduct()
  const now = latest && latest.version > seen.version ? latest : seen
  const price = draft.trim().replace(',', '.')

  async function save(over: Product): Promise<void> {
    try {
      await mutateAsync({ id: seen.id, etag: etagOf(over), draft: { price } })
      onClose()
    } catch (error) {
      const current = currentRow(error)
      // Something else of the product changed, and the price is the one that was seen: nobody is overwritten.
      if (current && current.price === over.price) return save(current)
      setStale(current ? { wanted: price, current } : null)
      setProblem(current ? null : explain(error))
    }
  }
  function submit() {
    if (isPending) return
    const wrong = isGone ? text.gone : priceProblem(price)
    setProblem(wrong)
    if (wrong) return
    if (Number(price) === Number(seen.price) && now.price === seen.price) onClose()
    else void save(now.price === seen.price ? now : seen)
  }

  return {
    draft,
    setDraft: (next: string) => {
      setDraft(next)
      setProblem(null)
    },
    isChanged: price !== seen.price,
    seen,
    now,
    problem,
    isSaving: isPending,
    submit,
    stale,
    /** The person has seen the other price, and wants theirs. */
    overwrite: () => stale && void save(stale.current),
  }
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}

function priceProblem(price: string): string | null {
  if (!PRICE.test(price)) return text.notAPrice
  return Number(price) < 0.01 ? text.tooLow : null
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError) || error.status === 0) return text.noAnswer
  if (error.status === 404) return text.gone
  return error.fields.price?.join(' ') ?? errorMessage(error)
}
