import { useEffect, useState } from 'react'
import type { LabelTarget } from '@/entities/label/openLabels'
import { useSaid } from '@/lib/announcer'
import { ApiError, errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/labels'
import { Button } from '@/ui/Button'
import { type Design, useLabelPreview } from './api'
import type { Geometry } from './design'
import { Notices } from './Notices'

interface PreviewProps {
  target: LabelTarget
  design: Design
  dpi: number | null
  geometry: Geometry | null
  onUseQr: () => void
}

/** The first label as it will be printed; or why it cannot be. */
export function Preview({ target, design, dpi, geometry, onUseQr }: PreviewProps) {
  const { data, error, isPending } = useLabelPreview(target, design, dpi)
  const address = useAddress(error ? undefined : data?.picture)
  useSaid(error ? `${text.previewFailed} ${errorMessage(error)}` : '')
  const ratio = geometry ? `${geometry.width} / ${geometry.height}` : undefined
  return (
    <section aria-label={text.preview}>
      <h3 className="mb-1.5 font-medium">{text.preview}</h3>
      <div className="flex min-h-28 items-center justify-center rounded bg-sunken p-3">
        {error ? (
          <div role="status" aria-live="off" className="text-center">
            <p className="font-medium">{text.previewFailed}</p>
            <p className="mt-1 text-muted">{errorMessage(error)}</p>
            {error instanceof ApiError && error.code.startsWith('code_') && design.code !== 'qr' && (
              <Button className="mt-2" onClick={onUseQr}>
                {text.useQr}
              </Button>
            )}
          </div>
        ) : address ? (
          <img
            src={address}
            alt={text.previewOf}
            style={{ aspectRatio: ratio }}
            className="max-h-52 max-w-full rounded-[0.2rem] bg-white shadow-flat ring-1 ring-black/15"
          />
        ) : (
          isPending && <p className="text-muted">{text.drawing}</p>
        )}
      </div>
      {data && !error && <Notices notices={data.notices} className="mt-1.5 text-low-ink text-xs" />}
    </section>
  )
}

/** An address under which a page shows a file that it holds. */
function useAddress(file: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return setAddress(null)
    const url = URL.createObjectURL(file)
    setAddress(url)
    return () => URL.revokeObjectURL(url)
  }, [file])
  return address
}
