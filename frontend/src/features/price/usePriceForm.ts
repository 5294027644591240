import { useState } from 'react'
import { useUpdateProduct } from '@/entities/product/mutations'
import { type OpenPriceEditor, openPriceEditor } from '@/entities/product/priceEditor'
import { etagOf } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { useProduct } from '@/entities/product/useProduct'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { useConfig, useMoney } from '@/lib/config'
import { isUnusual, parseProductPrice } from '@/lib/parseNumber'
import { useIsShown } from '@/lib/useIsShown'
import { unusualPrice } from '@/strings/numbers'
import * as text from '@/strings/priceEditor'
import { tellClosed } from '@/ui/tellClosed'
import { useLastPrice } from './useLastPrice'

/** A price that was to be set, and the one that was found instead of the one seen. */
export interface StalePrice {
  wanted: string
  current: Product
}

/** The state of the price editor. Live changes move what it compares with, never what was typed. */
export function usePriceForm(editor: OpenPriceEditor, onClose: () => void) {
  const { seen } = editor
  const { latest, isGone } = useProduct(String(seen.id))
  const [typed, setTyped] = useState(editor.typed ?? seen.price)
  const [problem, setProblem] = useState<string | null>(null)
  const [stale, setStale] = useState<StalePrice | null>(null)
  const last = useLastPrice(seen)
  const { mutateAsync, isPending } = useUpdateProduct()
  const now = latest && latest.version > seen.version ? latest : seen
  const money = useMoney()
  const isShown = useIsShown()
  const parsed = parseProductPrice(typed, useConfig()?.currency)

  async function save(price: string, over: Product): Promise<void> {
    try {
      await mutateAsync({ id: seen.id, etag: etagOf(over), input: { price } })
      // What has been opened in its place stays.
      if (isShown()) onClose()
    } catch (error) {
      const current = currentRow(error)
      // Something else of the product changed, and the price is the one that was seen: nobody is overwritten.
      if (current && current.price === over.price) return save(price, current)
      if (!isShown()) return tellElsewhere(price, error, current)
      setStale(current ? { wanted: price, current } : null)
      setProblem(current ? null : explain(error))
    }
  }
  /** The editor was closed before the answer came, and the price is believed to be saved. */
  function tellElsewhere(price: string, error: unknown, current: Product | undefined) {
    const why = explain(error, text.unanswered)
    tellClosed(
      text.notSaved(seen.name, money(price)),
      current ? text.staleMeans(null, money(current.price)) : why,
      () => openPriceEditor({ ...editor, seen: current ?? now, typed: price }),
    )
  }
  /** `isLeaving`: not by Enter, which alone answers a question. */
  function submit({ isLeaving = false } = {}) {
    if (isPending) return
    const { value: price } = parsed
    if (isGone || price === null) return setProblem(isGone ? text.gone : parsed.problem)
    const isUsual = !isUnusual(Number(price), Number(seen.price))
    const question = isUsual ? null : unusualPrice(money(price), money(seen.price))
    if (question && (isLeaving || question !== problem)) return setProblem(question)
    setProblem(null)
    if (Number(price) === Number(seen.price) && now.price === seen.price) onClose()
    else void save(price, now.price === seen.price ? now : seen)
  }

  return {
    typed,
    setTyped: (next: string) => {
      setTyped(next)
      setProblem(null)
    },
    isChanged: typed !== seen.price,
    seen,
    now,
    problem,
    isSaving: isPending,
    submit,
    stale,
    /** Who set the price that was found; null where that is not known. */
    lastPrice: last && last.price === stale?.current.price ? last : null,
    /** The person has seen the other price, and wants theirs. */
    overwrite: () => stale && void save(stale.wanted, stale.current),
  }
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}

function explain(error: unknown, noAnswer = text.noAnswer): string {
  if (!(error instanceof ApiError) || error.status === 0) return noAnswer
  if (error.status === 404) return text.gone
  return error.fields.price?.join(' ') ?? errorMessage(error)
}
