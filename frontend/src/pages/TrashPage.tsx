import { Trash2 } from 'lucide-react'
import { TrashList } from '@/features/trash/TrashList'
import { useTrash } from '@/features/trash/trash'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/trash'
import { PagedList } from '@/ui/PagedList'
import { SectionFrame } from './SectionFrame'

/** What was deleted, for as long as it can be restored. */
export function TrashPage() {
  useTitle(text.title)
  const list = useTrash()
  return (
    <SectionFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">
          {list.data && text.count(list.total)}
        </span>
      }
    >
      <div className="max-w-5xl">
        <PagedList
          list={list}
          text={{ loading: text.loading, failed: text.failed, showOlder: text.showOlder }}
          skeleton={{ rows: 5, className: 'h-18 gap-3' }}
          empty={{ icon: Trash2, title: text.empty, hint: text.emptyHint }}
        >
          <TrashList rows={list.rows} />
        </PagedList>
      </div>
    </SectionFrame>
  )
}
