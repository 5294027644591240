import { RefreshCw } from 'lucide-react'
import { Appear } from '@/components/Appear'
import { Button } from '@/components/Button'
import type { Product } from '@/features/products/types'
import { FIELD_LABELS, FIELD_NAMES } from './schema'

interface LiveNoticeProps {
  base: Product
  latest: Product | null | undefined
  onLoad: (latest: Product) => void
}

/** Tells that the product changed, or went, while it is being edited. The edit stays as it is. */
export function LiveNotice({ base, latest, onLoad }: LiveNoticeProps) {
  if (latest === undefined || (latest && latest.version <= base.version)) return null
  return (
    <div role="status">
      <Appear className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded bg-low-soft p-3 text-low-ink">
        <RefreshCw size={16} aria-hidden="true" className="shrink-0" />
        <p className="min-w-0 flex-1 basis-60">
          {latest
            ? `Changed elsewhere since you opened it${changed(base, latest)}. Your edit is untouched.`
            : 'This product was deleted elsewhere. Your edit is untouched, but it can no longer be saved.'}
        </p>
        {latest && <Button onClick={() => onLoad(latest)}>Load the new version</Button>}
      </Appear>
    </div>
  )
}

function changed(base: Product, latest: Product): string {
  const labels = FIELD_NAMES.filter((field) => base[field] !== latest[field]).map(
    (field) => FIELD_LABELS[field],
  )
  if (base.image !== latest.image) labels.push('Picture')
  return labels.length > 0 ? `: ${labels.join(', ')}` : ''
}
