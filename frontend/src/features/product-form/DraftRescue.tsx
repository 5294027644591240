import { Link } from 'react-router'
import { useUserId } from '@/entities/user/session'
import * as text from '@/strings/productForm'
import { buttonStyles } from '@/ui/buttonStyles'
import { draftKey, readDraft } from './drafts'

/** Leads what was typed over a product that is gone into a new one. Nothing where nothing was typed. */
export function DraftRescue({ id }: { id: string | number }) {
  const key = draftKey(useUserId(), String(id))
  if (!readDraft(key)?.base) return null
  return (
    <Link to={`/products/new?from=${id}`} className={buttonStyles('secondary')}>
      {text.addAsNew}
    </Link>
  )
}
