import { Suspense, useEffect } from 'react'
import { lazyPart } from '@/lib/loadPart'
import { askToRevert, useReverting } from './reverting'

const RevertDialog = lazyPart(async () => (await import('./RevertDialog')).RevertDialog)

const close = () => askToRevert(null)

/** Where a list asks before a movement is taken back. It closes with the list. */
export function RevertHost() {
  const movement = useReverting()
  useEffect(() => close, [])
  return <Suspense>{movement && <RevertDialog movement={movement} onClose={close} />}</Suspense>
}
