import { formatRelative } from '@/lib/format'
import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'
import type { Draft } from './drafts'
import { fieldNames } from './fieldNames'
import { Notice } from './LiveNotice'
import type { MergeField } from './merge'
import { isProductField } from './schema'

interface DraftNoticeProps {
  draft: Draft
  onRestore: () => void
  onDiscard: () => void
}

/** Offers what was typed here before, and not saved. */
export function DraftNotice({ draft, onRestore, onDiscard }: DraftNoticeProps) {
  const fields: MergeField[] = Object.keys(draft.values).filter(isProductField)
  if (draft.hadPicture) fields.push('image')
  return (
    <section aria-label={text.draftLabel}>
      <Notice
        actions={
          <div className="flex gap-2">
            <Button onClick={onDiscard}>{text.discard}</Button>
            <Button onClick={onRestore}>{text.restore}</Button>
          </div>
        }
      >
        <p>{text.draftFound(formatRelative(draft.at, Date.now()), fieldNames(fields))}</p>
        {draft.hadPicture && <p>{text.draftPicture}</p>}
      </Notice>
    </section>
  )
}
