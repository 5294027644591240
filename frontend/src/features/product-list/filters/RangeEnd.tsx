import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { useSettledText } from './useSettledText'

interface RangeEndProps {
  label: string
  inputMode: 'decimal' | 'numeric'
  value: string
  /** What is typed in one spelling, or why it cannot be used. */
  read: (typed: string) => { value: string | null; problem: string | null }
  /** Wrong although it can be read. */
  problem?: string
  onChange: (value: string, options: { replace: boolean }) => void
}

/** The lower or the upper end of what is looked for. */
export function RangeEnd({ label, inputMode, value, read, problem, onChange }: RangeEndProps) {
  const typed = useSettledText({ value, read: (words) => read(words).value, onChange })
  return (
    <Field label={label} error={typed.isUsable ? problem : (read(typed.text).problem ?? undefined)}>
      {(control) => (
        <input
          {...control}
          inputMode={inputMode}
          autoComplete="off"
          value={typed.text}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={typed.settle}
          onKeyDown={(event) => event.key === 'Enter' && typed.settle()}
          className={inputStyles('tabular-nums desk:h-8!')}
        />
      )}
    </Field>
  )
}
