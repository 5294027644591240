import { useSearchParams } from 'react-router'
import type { Kind } from '@/features/imports/requests'
import { UploadPanel } from '@/features/imports/UploadPanel'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/imports'
import { ImportersOnly } from './ImportersOnly'
import { PageFrame } from './PageFrame'

/** Where a file is brought; `?kind=stock` for a count. */
export function NewImportPage() {
  useTitle(text.newImport)
  const [params, setParams] = useSearchParams()
  const kind: Kind = params.get('kind') === 'stock' ? 'stock' : 'products'
  const frame = { title: text.newImport, backTo: '/imports', backLabel: text.backToList }
  return (
    <ImportersOnly frame={(refused) => <PageFrame {...frame}>{refused}</PageFrame>}>
      <PageFrame {...frame}>
        <UploadPanel
          kind={kind}
          onKind={(next) => setParams(next === 'stock' ? { kind: next } : {}, { replace: true })}
        />
      </PageFrame>
    </ImportersOnly>
  )
}
