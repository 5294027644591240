import { Suspense, useEffect } from 'react'
import { openLabelsOf, useOpenLabels } from '@/entities/label/openLabels'
import { lazyPart } from '@/lib/loadPart'

const LabelDialog = lazyPart(async () => (await import('./LabelDialog')).LabelDialog)

const close = () => openLabelsOf(null)

/** Where labels are printed, opened from anywhere. Once on the page. */
export function LabelHost() {
  const target = useOpenLabels()
  useEffect(() => close, [])
  return <Suspense>{target && <LabelDialog target={target} onClose={close} />}</Suspense>
}
