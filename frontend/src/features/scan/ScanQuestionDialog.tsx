import { useNavigate } from 'react-router'
import type { Product } from '@/entities/product/types'
import { pageOf } from '@/entities/product/useDrawer'
import * as text from '@/strings/scan'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import type { ScanQuestion } from './question'
import { closeOthers } from './unfinished'

interface ScanQuestionDialogProps {
  question: ScanQuestion
  onClose: () => void
}

/** Asks before a scan leaves something unfinished, or which of several products was meant. */
export function ScanQuestionDialog({ question: { code, products }, onClose }: ScanQuestionDialogProps) {
  const navigate = useNavigate()
  const [first, ...others] = products
  if (!first) return null
  function open({ id }: Product) {
    onClose()
    closeOthers()
    // Its own page: whatever is open over this one goes with it.
    void navigate(pageOf(id, false))
  }
  const isOne = others.length === 0
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={isOne ? text.openQuestion(first.name) : text.whichProduct(code)}
      description={<p>{isOne ? text.openMeans(code) : text.whichMeans}</p>}
      cancel={text.stay}
      actions={
        isOne && (
          <Button variant="primary" onClick={() => open(first)}>
            {text.openProduct}
          </Button>
        )
      }
    >
      {!isOne && (
        <ul className="mt-4 space-y-2">
          {products.map((product) => (
            <li key={product.id}>
              <Button
                onClick={() => open(product)}
                className="h-auto! min-h-11 w-full justify-between! gap-3 py-1.5"
              >
                <span className="min-w-0 truncate">{product.name}</span>
                <span className="shrink-0 font-mono text-muted text-xs">{product.sku}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  )
}
