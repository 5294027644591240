import * as text from '@/strings/importColumns'
import { inputStyles } from '@/ui/inputStyles'
import type { Choices, Import } from './requests'

interface ReadingChipsProps {
  source: Import
  onChoose: (choices: Choices) => void
}

/** How the file is read, to be put right: encoding, separator, sheet and headings. */
export function ReadingChips({ source, onChoose }: ReadingChipsProps) {
  const { format, encoding, delimiter, sheet, sheets, header_row, preview } = source
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-x-4 gap-y-2">
      <legend className="sr-only">{text.reading}</legend>
      {format === 'csv' && (
        <>
          <Chip
            label={text.encoding}
            value={encoding}
            options={Object.entries(text.encodings)}
            onChange={(next) => onChoose({ encoding: next })}
          />
          <Chip
            label={text.delimiter}
            value={delimiter}
            options={Object.entries(text.delimiters)}
            onChange={(next) => onChoose({ delimiter: next })}
          />
        </>
      )}
      {sheets.length > 1 && (
        <Chip
          label={text.sheet}
          value={sheet}
          options={sheets.map((name) => [name, name])}
          onChange={(next) => onChoose({ sheet: next })}
        />
      )}
      <Chip
        label={text.headings}
        value={String(header_row)}
        options={[
          ['0', text.noHeadings],
          ...preview.map(({ row }): [string, string] => [String(row), text.headingRow(row)]),
        ]}
        onChange={(next) => onChoose({ header_row: Number(next) })}
      />
    </fieldset>
  )
}

interface ChipProps {
  label: string
  value: string
  options: [string, string][]
  onChange: (value: string) => void
}

function Chip({ label, value, options, onChange }: ChipProps) {
  return (
    <label className="flex min-w-0 items-center gap-2 max-desk:w-full">
      <span className="text-muted text-xs max-desk:w-28 max-desk:shrink-0">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={inputStyles(
          'w-auto! max-desk:flex-1 desk:h-7! desk:rounded-full! desk:px-2.5! desk:text-xs!',
        )}
      >
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
