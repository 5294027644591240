import { useId } from 'react'

interface RadioListProps {
  legend: string
  /** Names by value. */
  options: Record<string, string>
  value: string
  onChange: (value: string) => void
}

/** One of several, in a column. */
export function RadioList({ legend, options, value, onChange }: RadioListProps) {
  const name = useId()
  return (
    <fieldset className="max-desk:grid max-desk:grid-cols-2 max-[22rem]:grid-cols-1!">
      <legend className="sr-only">{legend}</legend>
      {Object.entries(options).map(([option, label]) => (
        <label
          key={option}
          className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded px-2 hover:bg-sunken desk:min-h-8"
        >
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
            className="size-4 accent-accent"
          />
          <span className="min-w-0">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
