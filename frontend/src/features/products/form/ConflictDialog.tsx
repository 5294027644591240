import { Button } from '@/components/Button'
import { Dialog } from '@/components/Dialog'
import { useCategoryName } from '@/features/products/categories'
import type { ProductDraft } from '@/features/products/mutations'
import type { Product } from '@/features/products/types'
import { useMoney } from '@/lib/config'
import { FIELD_LABELS, FIELD_NAMES, type ProductField } from './schema'

export interface Conflict {
  /** What the edit started from. */
  base: Product
  /** What was to be saved. */
  draft: ProductDraft
  /** What the server has now. */
  current: Product
}

interface ConflictDialogProps {
  conflict: Conflict | null
  busy: boolean
  onKeepMine: () => void
  onTakeTheirs: () => void
  onClose: () => void
}

/** The product changed under an edit: shows both, field by field, and asks which is to stand. */
export function ConflictDialog({ conflict, busy, onKeepMine, onTakeTheirs, onClose }: ConflictDialogProps) {
  return (
    <Dialog
      open={conflict !== null}
      onClose={onClose}
      wide
      title="Someone changed this product meanwhile"
      description={<p>Nothing of yours is saved yet, and nothing is lost. Which values should stand?</p>}
      cancel="Back to editing"
      actions={
        <>
          <Button onClick={onTakeTheirs}>Take theirs</Button>
          <Button variant="primary" busy={busy} onClick={onKeepMine}>
            Save mine
          </Button>
        </>
      }
    >
      {conflict && <Differences conflict={conflict} />}
    </Dialog>
  )
}

function Differences({ conflict: { base, draft, current } }: { conflict: Conflict }) {
  const show = useDisplay()
  const fields = FIELD_NAMES.filter((field) => field in draft || current[field] !== base[field])
  return (
    <table className="mt-4 w-full table-fixed border-line border-t text-left">
      <thead className="text-muted text-xs">
        <tr>
          <th scope="col" className="w-24 py-2 font-medium">
            Field
          </th>
          <th scope="col" className="py-2 pr-3 font-medium">
            Yours
          </th>
          <th scope="col" className="py-2 font-medium">
            Now on the server
          </th>
        </tr>
      </thead>
      <tbody className="align-top">
        {fields.map((field) => (
          <tr key={field} className="border-line border-t">
            <th scope="row" className="py-2 pr-3 font-normal text-muted">
              {FIELD_LABELS[field]}
            </th>
            <td className="line-clamp-4 break-words py-2 pr-3">
              {field in draft ? show(field, draft[field]) : <span className="text-muted">not changed</span>}
            </td>
            <td
              className={`break-words py-2 ${current[field] === base[field] ? 'text-muted' : 'font-medium'}`}
            >
              {show(field, current[field])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useDisplay() {
  const money = useMoney()
  const nameOf = useCategoryName()
  return (field: ProductField, value: Product[ProductField] | undefined): string => {
    if (value === null || value === undefined || value === '') return 'none'
    if (typeof value === 'boolean') return value ? 'Yes' : 'No'
    if (field === 'price') return money(String(value))
    if (field === 'category') return nameOf(String(value))
    return String(value)
  }
}
