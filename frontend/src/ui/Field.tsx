import { type ReactNode, useId } from 'react'
import { cx } from '@/lib/cx'
import { optional as optionalWord } from '@/strings/common'

/** What a control inside a Field must carry so that its label, hint and error are announced. */
interface ControlProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string
  optional?: boolean
  className?: string
  children: (control: ControlProps) => ReactNode
}

/** A labelled control with its hint and its error. */
export function Field({ label, hint, error, optional, className, children }: FieldProps) {
  const id = useId()
  const hintId = hint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined
  return (
    <div className={cx('min-w-0', className)}>
      <label htmlFor={id} className="mb-1.5 flex flex-wrap items-baseline gap-x-2 font-medium">
        {label}
        {optional && <span className="font-normal text-muted text-xs">{optionalWord}</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={errorId} className="mt-1.5 text-pretty text-out-ink">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="mt-1.5 text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}
