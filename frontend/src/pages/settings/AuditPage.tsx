import { Download, SearchX } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { AuditFilterBar } from '@/features/audit/AuditFilterBar'
import { AuditList } from '@/features/audit/AuditList'
import { exportAudit, useAudit, useAuditView } from '@/features/audit/audit'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/trail'
import { Button } from '@/ui/Button'
import { PagedList } from '@/ui/PagedList'
import { SettingsFrame } from './SettingsLayout'

/** Who has changed what, and who has signed in. */
export function AuditPage() {
  const { filters, change, isFiltered } = useAuditView()
  const list = useAudit(filters)
  const [isSaving, setSaving] = useState(false)
  async function save() {
    setSaving(true)
    try {
      await exportAudit(filters)
      toast.success(text.exported)
    } catch (error) {
      toast.error(text.exportFailed, { description: errorMessage(error) })
    } finally {
      setSaving(false)
    }
  }
  return (
    <SettingsFrame
      title={text.title}
      count={
        <span className="whitespace-nowrap text-muted tabular-nums">
          {list.data && text.count(list.total)}
        </span>
      }
      actions={
        <Button busy={isSaving} aria-label={text.exportAsCsv} onClick={() => void save()}>
          {!isSaving && <Download size={15} aria-hidden="true" />}
          <span className="max-desk:sr-only">{text.exportWord}</span>
        </Button>
      }
    >
      <AuditFilterBar filters={filters} isFiltered={isFiltered} onChange={change} />
      <div aria-busy={list.isPlaceholderData}>
        <PagedList
          list={list}
          text={{ loading: text.loading, failed: text.failed, showOlder: text.showOlder }}
          skeleton={{ rows: 8, className: 'h-16 gap-3 desk:h-13' }}
          empty={
            isFiltered
              ? { icon: SearchX, title: text.noMatch, hint: text.noMatchHint }
              : { icon: SearchX, title: text.empty, hint: text.emptyHint }
          }
        >
          <AuditList rows={list.rows} />
        </PagedList>
      </div>
    </SettingsFrame>
  )
}
