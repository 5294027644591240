import { Suspense, useEffect } from 'react'
import { lazyPart } from '@/lib/loadPart'
import { askAboutView, useAskedView } from './asked'

const ViewDialog = lazyPart(async () => (await import('./ViewDialog')).ViewDialog)

const close = () => askAboutView(null)

/** Where the views of a list are named and deleted. It closes with the list. */
export function ViewDialogHost() {
  const asked = useAskedView()
  useEffect(() => close, [])
  return <Suspense>{asked && <ViewDialog asked={asked} onClose={close} />}</Suspense>
}
