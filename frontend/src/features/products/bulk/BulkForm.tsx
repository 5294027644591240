import type { ActionName } from './BulkBar'
import { AdjustForm } from './forms/AdjustForm'
import { CategoryForm } from './forms/CategoryForm'
import { ConfirmForm } from './forms/ConfirmForm'
import type { BulkChange, BulkTarget } from './requests'

export interface BulkFormProps {
  target: BulkTarget
  onSubmit: (change: BulkChange) => void
  onClose: () => void
}

/** The question before a bulk change. */
export function BulkForm({ action, ...props }: BulkFormProps & { action: ActionName }) {
  if (action === 'adjust') return <AdjustForm {...props} />
  if (action === 'category') return <CategoryForm {...props} />
  return <ConfirmForm {...props} action={action} />
}
