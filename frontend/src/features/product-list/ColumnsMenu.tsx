import { Columns3 } from 'lucide-react'
import { Suspense } from 'react'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/productList'
import { buttonStyles } from '@/ui/buttonStyles'
import { DropPanel } from '@/ui/DropPanel'

const ColumnsPanel = lazyPart(async () => (await import('./ColumnsPanel')).ColumnsPanel)

/** Which columns the table shows, and how high its rows are. */
export function ColumnsMenu() {
  return (
    <DropPanel
      align="right"
      name={text.columnsMenu}
      buttonClassName={buttonStyles('ghost', 'h-7! w-7 px-0!')}
      label={<Columns3 size={15} aria-hidden="true" />}
    >
      <Suspense fallback={<div className="h-96" />}>
        <ColumnsPanel />
      </Suspense>
    </DropPanel>
  )
}
