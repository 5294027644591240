import { Download } from 'lucide-react'
import { Suspense } from 'react'
import type { ListParams } from '@/entities/product/queries'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/productList'
import { buttonStyles } from '@/ui/buttonStyles'
import { DropPanel } from '@/ui/DropPanel'

const ExportPanel = lazyPart(async () => (await import('./ExportPanel')).ExportPanel)

/** Saves the list as a file; with `at`, as it was at that moment. */
export function ExportMenu({ params, at }: { params: ListParams; at?: string }) {
  return (
    <DropPanel
      align="right"
      name={text.exportMenu}
      buttonClassName={buttonStyles('ghost', 'h-7! w-7 px-0!')}
      label={<Download size={15} aria-hidden="true" />}
    >
      <Suspense fallback={<div className="h-40" />}>
        <ExportPanel params={params} at={at} />
      </Suspense>
    </DropPanel>
  )
}
