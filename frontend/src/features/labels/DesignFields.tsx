import { cx } from '@/lib/cx'
import * as text from '@/strings/labels'
import { Choices } from '@/ui/Choices'
import type { Design } from './api'
import { ARRANGEMENTS, type Arrangement, CODES, FIELDS, MAX_LINES, withLine } from './design'

interface DesignFieldsProps {
  design: Design
  onChange: (design: Design) => void
}

/** What is on a label, and where. */
export function DesignFields({ design, onChange }: DesignFieldsProps) {
  const isFull = design.lines.length === MAX_LINES
  const codes = design.layout === 'code_only' ? CODES.filter((code) => code !== 'none') : CODES
  function arrange(layout: Arrangement) {
    const code = layout === 'code_only' && design.code === 'none' ? 'auto' : design.code
    onChange({ ...design, layout, code })
  }
  return (
    <>
      <Tiles value={design.layout} onChange={arrange} />
      <div>
        <Choices
          legend={text.code}
          look="chips"
          options={codes.map((value) => ({ value, label: text.codes[value] }))}
          value={design.code}
          onChange={(code) => onChange({ ...design, code })}
        />
        <p className="mt-1.5 text-muted text-xs">{text.codeHints[design.code]}</p>
      </div>
      {design.layout !== 'code_only' && (
        <fieldset className="min-w-0">
          <legend className="mb-1.5 font-medium">{text.text}</legend>
          <div className="flex flex-wrap gap-x-5">
            {FIELDS.map((field) => {
              const isOn = design.lines.some((line) => line.field === field)
              return (
                <Check
                  key={field}
                  label={text.fields[field]}
                  checked={isOn}
                  disabled={!isOn && isFull}
                  onChange={(next) => onChange(withLine(design, field, next))}
                />
              )
            })}
            <Check
              label={text.fields.price}
              checked={design.show_price || design.layout === 'price'}
              disabled={design.layout === 'price'}
              onChange={(show_price) => onChange({ ...design, show_price })}
            />
          </div>
        </fieldset>
      )}
    </>
  )
}

interface CheckProps {
  label: string
  checked: boolean
  disabled: boolean
  onChange: (checked: boolean) => void
}

function Check({ label, checked, disabled, onChange }: CheckProps) {
  return (
    <label className={cx('flex min-h-11 items-center gap-2 desk:min-h-8', disabled && 'text-muted')}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  )
}

/** The layouts as little pictures. */
function Tiles({ value, onChange }: { value: Arrangement; onChange: (value: Arrangement) => void }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{text.arrangement}</legend>
      <div className="grid grid-cols-2 gap-2 min-[26rem]:grid-cols-4">
        {ARRANGEMENTS.map((arrangement) => (
          <label
            key={arrangement}
            className="flex cursor-pointer flex-col items-center gap-1.5 rounded border border-edge p-2 text-center text-xs hover:border-ink has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-1 has-checked:forced-colors:outline-2"
          >
            <input
              type="radio"
              name="label-layout"
              checked={arrangement === value}
              onChange={() => onChange(arrangement)}
              className="sr-only"
            />
            <svg viewBox="0 0 48 28" aria-hidden="true" className="w-full max-w-20 fill-current">
              <rect
                width="47"
                height="27"
                x="0.5"
                y="0.5"
                rx="2"
                className="fill-none stroke-current opacity-50"
              />
              <path d={PICTURES[arrangement]} />
            </svg>
            <span>{text.arrangements[arrangement]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const PICTURES: Record<Arrangement, string> = {
  left: 'M4 6h2v16h-2zM7 6h3v16h-3zM12 6h1v16h-1zM15 6h3v16h-3zM23 9h20v3h-20zM23 15h14v2h-14z',
  top: 'M10 4h2v11h-2zM14 4h4v11h-4zM20 4h1v11h-1zM23 4h3v11h-3zM28 4h2v11h-2zM32 4h5v11h-5zM12 18h24v2h-24zM16 22h16v2h-16z',
  price: 'M4 6h22v2h-22zM4 12h24v8h-24zM32 6h2v16h-2zM35 6h3v16h-3zM40 6h3v16h-3z',
  code_only:
    'M8 5h3v18h-3zM13 5h2v18h-2zM17 5h4v18h-4zM23 5h1v18h-1zM26 5h3v18h-3zM31 5h2v18h-2zM35 5h5v18h-5z',
}
