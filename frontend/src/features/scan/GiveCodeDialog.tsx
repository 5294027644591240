import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useGiveBarcode } from '@/entities/product/mutations'
import { fetchProductPage, productKeys } from '@/entities/product/queries'
import type { Product } from '@/entities/product/types'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, usePerson } from '@/entities/user/can'
import { useSaidOf } from '@/lib/announcer'
import { errorMessage } from '@/lib/api/errors'
import { found } from '@/strings/common'
import * as text from '@/strings/giveCode'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { Thumbnail } from '@/ui/Thumbnail'

const SHOWN = 8

/** Gives a scanned code, such as that of a blank label, to a product that has no barcode. */
export function GiveCodeDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const drawer = useDrawer()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const search = typed.trim()
  const { data } = useQuery({
    queryKey: [...productKeys.all, 'for-code', search],
    queryFn: async ({ signal }) => (await fetchProductPage({ scope: 'all', search }, null, signal)).rows,
    enabled: search !== '',
  })
  const giving = useGiveBarcode({
    onSuccess({ row }) {
      toast.success(text.given(row.name))
      onClose()
      drawer.open(row.id)
    },
    onError: (error) => setProblem(errorMessage(error)),
  })
  const products = search ? (data ?? []).slice(0, SHOWN) : []
  useSaidOf(search && data ? search : null, found(products.length))
  return (
    <Dialog title={text.title(code)} onClose={onClose}>
      <Field label={text.which} error={problem ?? undefined}>
        {(control) => (
          <input
            {...control}
            autoFocus
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setProblem(null)
            }}
            className={inputStyles()}
          />
        )}
      </Field>
      <ul className="mt-3 min-h-40">
        {products.map((product) => (
          <Candidate
            key={product.id}
            product={product}
            isBusy={giving.isPending}
            onChoose={() => giving.mutate({ id: product.id, barcode: code })}
          />
        ))}
        {search !== '' && data && products.length === 0 && (
          <li className="py-2 text-muted">{text.nothing}</li>
        )}
      </ul>
    </Dialog>
  )
}

interface CandidateProps {
  product: Product
  isBusy: boolean
  onChoose: () => void
}

function Candidate({ product, isBusy, onChoose }: CandidateProps) {
  const person = usePerson()
  const why = product.barcode
    ? text.hasBarcode(product.barcode)
    : can(person, 'product:edit', product)
      ? null
      : text.notYours
  return (
    <li>
      <button
        type="button"
        aria-disabled={why !== null || isBusy || undefined}
        onClick={() => why === null && !isBusy && onChoose()}
        className="flex min-h-11 w-full items-center gap-3 rounded px-2 py-1.5 text-start hover:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:text-muted"
      >
        <Thumbnail path={product.thumbnail} className="size-8" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            <bdi>{product.name}</bdi>
          </span>
          <span className="block truncate text-muted text-xs">{why ?? product.sku}</span>
        </span>
      </button>
    </li>
  )
}
