import { useId, useState } from 'react'
import { useCategoryName } from '@/entities/category/categories'
import type { Product } from '@/entities/product/types'
import { useConfig, useMoney } from '@/lib/config'
import { cx } from '@/lib/cx'
import { mediaUrl } from '@/lib/env'
import { parsePrice } from '@/lib/parseNumber'
import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { fieldName } from './fieldNames'
import type { MergeField } from './merge'
import { type ProductField, type ProductValues, toValues } from './schema'
import type { ImageChoice } from './usePicture'
import { usePreview } from './usePreview'

interface ConflictDialogProps {
  /** The fields that both changed; the dialog is open while there are any. */
  conflicts: readonly MergeField[]
  values: ProductValues
  picture: ImageChoice
  current: Product
  /** Who made the other change; null when that is not known. */
  actor: string | null
  onClose: () => void
  /** Called with the fields in which theirs is to stand. */
  onDecide: (theirs: readonly MergeField[]) => void
}

type Side = 'mine' | 'theirs'

/** Two people changed the same fields: shows both values of each, and asks which is to stand. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { conflicts, current, actor, onClose, onDecide } = props
  // By field and version: when theirs changes again, the answer was about something else.
  const [answers, setAnswers] = useState<Record<string, Side>>({})
  const keyOf = (field: MergeField) => `${field} ${String(current[field])}`
  const isOpen = conflicts.filter((field) => answers[keyOf(field)] === undefined)
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      wide
      title={text.conflictTitle}
      description={<p>{text.conflictWhat(conflicts.length)}</p>}
      cancel={text.backToEditing}
      actions={
        <Button
          variant="primary"
          disabled={isOpen.length > 0}
          onClick={() => onDecide(conflicts.filter((field) => answers[keyOf(field)] === 'theirs'))}
        >
          {text.saveChoice}
        </Button>
      }
    >
      <div className="mt-4 space-y-4">
        {conflicts.map((field) => (
          <Question
            key={field}
            field={field}
            answer={answers[keyOf(field)]}
            theirName={text.theirs(actor)}
            onAnswer={(side) => setAnswers({ ...answers, [keyOf(field)]: side })}
            {...props}
          />
        ))}
      </div>
    </ConfirmDialog>
  )
}

interface QuestionProps extends Pick<ConflictDialogProps, 'values' | 'picture' | 'current'> {
  field: MergeField
  answer: Side | undefined
  theirName: string
  onAnswer: (side: Side) => void
}

function Question({ field, answer, theirName, onAnswer, values, picture, current }: QuestionProps) {
  const show = useDisplay()
  const name = useId()
  const sides =
    field === 'image'
      ? {
          mine: <PictureValue choice={picture} saved={current.image} />,
          theirs: <PictureValue choice={undefined} saved={current.image} />,
        }
      : { mine: show(field, values[field]), theirs: show(field, toValues(current)[field]) }
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{fieldName(field)}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['mine', 'theirs'] as const).map((side) => (
          <label
            key={side}
            className={cx(
              'flex min-h-11 cursor-pointer items-start gap-2.5 rounded border border-edge p-2.5 transition-colors',
              'has-checked:border-accent-ink has-checked:bg-accent-soft',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-1',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={answer === side}
              onChange={() => onAnswer(side)}
              className="mt-0.5 size-4 accent-accent"
            />
            <span className="min-w-0 flex-1">
              <span className="block text-muted text-xs">{side === 'mine' ? text.mine : theirName}</span>
              <span className="line-clamp-6 whitespace-pre-line break-words">{sides[side]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function PictureValue({ choice, saved }: { choice: ImageChoice; saved: string | null }) {
  const chosen = usePreview(choice, saved && mediaUrl(saved))
  if (!chosen) return text.noPicture
  const alt = choice ? text.newPicture : text.theirPicture
  return <img src={chosen} alt={alt} className="mt-1 h-24 max-w-full rounded object-contain" />
}

function useDisplay() {
  const money = useMoney()
  const currency = useConfig()?.currency
  const nameOf = useCategoryName()
  return (field: ProductField, value: string | boolean): string => {
    if (typeof value === 'boolean') return value ? text.yes : text.no
    if (value === '') return text.none
    if (field === 'price') {
      const { value: price } = parsePrice(value, currency)
      return price === null ? value : money(price)
    }
    if (field === 'category') return nameOf(value)
    return value
  }
}
