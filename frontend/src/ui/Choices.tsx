import { useId } from 'react'
import { cx } from '@/lib/cx'

interface ChoicesProps<Value extends string> {
  legend: string
  /** The legend is for screen readers only. */
  hideLegend?: boolean
  options: { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
  /** `bar`: equal parts of one control. `chips`: as wide as their words, wrapping. */
  look: 'bar' | 'chips'
}

/** One of a few, all in sight: radio buttons that look like buttons. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { legend, hideLegend, options, value, onChange, look } = props
  const name = useId()
  const isBar = look === 'bar'
  return (
    <fieldset className="min-w-0">
      <legend className={hideLegend ? 'sr-only' : 'mb-1.5 font-medium'}>{legend}</legend>
      <div className={isBar ? 'flex rounded bg-sunken p-0.5' : 'flex flex-wrap gap-1.5'}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'flex h-11 cursor-pointer items-center justify-center px-3 font-medium transition-colors desk:h-8',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-1',
              isBar
                ? 'flex-1 rounded-[0.375rem] text-muted hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-flat dark:has-checked:bg-line'
                : 'rounded-full border border-edge text-muted hover:text-ink has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:text-accent-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
