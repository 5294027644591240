import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { Link } from 'react-router'
import { ImportList } from '@/features/imports/ImportList'
import { importsOptions } from '@/features/imports/requests'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/imports'
import { buttonStyles } from '@/ui/buttonStyles'
import { ImportersOnly } from './ImportersOnly'
import { SectionFrame } from './SectionFrame'

/** One's imports of the last seven days. */
export function ImportsPage() {
  useTitle(text.title)
  return (
    <ImportersOnly frame={(refused) => <SectionFrame title={text.title}>{refused}</SectionFrame>}>
      <Imports />
    </ImportersOnly>
  )
}

function Imports() {
  const { data } = useQuery(importsOptions)
  return (
    <SectionFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">{data && text.count(data.length)}</span>
      }
      actions={
        <Link to="/imports/new" className={buttonStyles('primary')}>
          <FileUp size={16} aria-hidden="true" />
          {text.newImport}
        </Link>
      }
    >
      <ImportList />
    </SectionFrame>
  )
}
