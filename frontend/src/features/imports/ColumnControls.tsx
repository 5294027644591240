import { cx } from '@/lib/cx'
import * as text from '@/strings/importColumns'
import { inputStyles } from '@/ui/inputStyles'
import { FIELDS, fieldOf, holdsDates, holdsNumbers, isClearable, letterOf, remapped } from './columnFields'
import type { Choices, Import, ImportColumn } from './requests'

export interface ColumnProps {
  source: Import
  column: ImportColumn
  onChoose: (choices: Choices) => void
}

/** What a column holds, and how it is read: above it on a desk, on its card on a phone. */
export function ColumnControls({ source, column, onChoose }: ColumnProps) {
  const field = fieldOf(source, column)
  const { mapping, kind, clear } = source
  return (
    <div className="space-y-1.5 font-normal">
      <select
        aria-label={text.columnIs(letterOf(column.index), column.name)}
        value={field ?? ''}
        onChange={(event) =>
          onChoose({ mapping: remapped(mapping, column.index, event.target.value || null) })
        }
        className={inputStyles(
          cx('font-medium desk:h-8! desk:px-2!', field ? 'border-accent-ink' : 'text-muted'),
        )}
      >
        <option value="">{text.ignore}</option>
        {FIELDS[kind].map((name) => (
          <option key={name} value={name}>
            {fieldLabel(name, kind)}
          </option>
        ))}
      </select>
      {holdsDates(field) && <DateOrder column={column} onChoose={onChoose} />}
      {holdsNumbers(field) && <Decimals column={column} onChoose={onChoose} />}
      {field && isClearable(field) && (
        <label className="flex min-h-11 items-center gap-2 text-muted text-xs desk:min-h-6">
          <input
            type="checkbox"
            aria-label={text.clearEmptyOf(column.name)}
            checked={clear.includes(field)}
            onChange={({ target }) =>
              onChoose({ clear: target.checked ? [...clear, field] : clear.filter((one) => one !== field) })
            }
            className="size-4 shrink-0 accent-accent"
          />
          {text.clearEmpty}
        </label>
      )}
    </div>
  )
}

function Decimals({ column, onChoose }: Pick<ColumnProps, 'column' | 'onChoose'>) {
  return (
    <select
      aria-label={text.decimalOf(column.name)}
      value={column.decimal ?? ''}
      onChange={({ target }) => onChoose({ decimal: { [column.index]: target.value === ',' ? ',' : '.' } })}
      className={inputStyles(
        cx('desk:h-7! desk:px-2! desk:text-xs!', column.decimal === null && 'border-low-ink'),
      )}
    >
      {column.decimal === null && <option value="">{text.decimalUnknown}</option>}
      <option value=".">{text.decimals['.']}</option>
      <option value=",">{text.decimals[',']}</option>
    </select>
  )
}

/** Which of day and month comes first, in `2026-11-24` neither. */
function DateOrder({ column, onChoose }: Pick<ColumnProps, 'column' | 'onChoose'>) {
  const order = column.date_order
  return (
    <select
      aria-label={text.datesOf(column.name)}
      value={order ?? ''}
      onChange={({ target }) =>
        onChoose({ dates: { [column.index]: target.value === 'mdy' ? 'mdy' : 'dmy' } })
      }
      className={inputStyles(cx('desk:h-7! desk:px-2! desk:text-xs!', order === null && 'border-low-ink'))}
    >
      {order === null && <option value="">{text.decimalUnknown}</option>}
      <option value="dmy">{text.dateOrders.dmy}</option>
      <option value="mdy">{text.dateOrders.mdy}</option>
    </select>
  )
}

function fieldLabel(field: string, kind: Import['kind']): string {
  return kind === 'stock' && field === 'name' ? text.nameOfCount : (text.fields[field] ?? field)
}
