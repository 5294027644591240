import { useId } from 'react'
import { cx } from '@/lib/cx'

interface SwitchProps {
  label: string
  /** What it means, or what it has led to. */
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Something that is on or off at once, without saving. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-4">
      <span className="min-w-0">
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="block text-muted text-xs">
            {hint}
          </span>
        )}
      </span>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={checked}
        aria-describedby={hint && `${id}-hint`}
        onClick={() => onChange(!checked)}
        className={cx(
          'relative h-6 w-11 shrink-0 rounded-full border transition-colors after:absolute after:-inset-2.5',
          checked ? 'border-accent bg-accent' : 'border-edge bg-sunken',
        )}
      >
        <span
          aria-hidden="true"
          className={cx(
            'absolute top-0.5 block size-4.5 rounded-full border border-edge bg-surface transition-[inset-inline-start] forced-colors:bg-[ButtonText]',
            checked ? 'start-5.5' : 'start-0.5',
          )}
        />
      </button>
    </div>
  )
}
