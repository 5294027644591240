import { useQuery } from '@tanstack/react-query'
import { FileX } from 'lucide-react'
import { Link, useParams } from 'react-router'
import { importOptions } from '@/features/imports/requests'
import { Wizard } from '@/features/imports/Wizard'
import { ApiError } from '@/lib/api/errors'
import { formatBytes } from '@/lib/formatBytes'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/imports'
import { buttonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { StateMessage } from '@/ui/StateMessage'
import { ImportersOnly } from './ImportersOnly'
import { PageFrame } from './PageFrame'

/** One import, wherever it stands. */
export function ImportPage() {
  const { id = '' } = useParams()
  return (
    <ImportersOnly
      frame={(refused) => (
        <PageFrame title={text.title} backTo="/" backLabel={text.backToInventory}>
          {refused}
        </PageFrame>
      )}
    >
      <OneImport key={id} id={id} />
    </ImportersOnly>
  )
}

function OneImport({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(importOptions(id))
  const title = data ? data.filename || text.pasted : text.title
  useTitle(title)
  return (
    <PageFrame title={title} backTo="/imports" backLabel={text.backToList}>
      {data ? (
        <>
          <p className="-mt-3 mb-3 text-muted text-xs">
            <span>{text.kinds[data.kind]}</span> · <span>{text.rows(data.rows)}</span> ·{' '}
            <span>{formatBytes(data.size)}</span>
          </p>
          <Wizard source={data} />
        </>
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <RowSkeleton label={text.loadingOne} rows={6} className="h-13 gap-3" end={null} />
      )}
    </PageFrame>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 404) {
    return <LoadFailed error={error} title={text.failedOne} onRetry={onRetry} />
  }
  return (
    <StateMessage
      role="alert"
      icon={FileX}
      title={text.gone}
      actions={
        <Link to="/imports" className={buttonStyles('primary')}>
          {text.title}
        </Link>
      }
    >
      <p>{text.goneHint}</p>
    </StateMessage>
  )
}
