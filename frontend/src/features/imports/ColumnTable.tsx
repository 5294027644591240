import { cx } from '@/lib/cx'
import * as text from '@/strings/importColumns'
import { ColumnControls, type ColumnProps } from './ColumnControls'
import { fieldOf, letterOf } from './columnFields'

/** So many rows are shown under the headings. */
const BELOW = 6

type ColumnsProps = Omit<ColumnProps, 'column'>

/** The first rows of the file as they stand there, with what each column is above it. */
export function ColumnTable({ source, onChoose }: ColumnsProps) {
  const { columns, preview, header_row } = source
  const heading = preview.findIndex(({ row }) => row === header_row)
  const shown = preview.slice(0, Math.max(heading, 0) + 1 + BELOW)
  return (
    <section
      aria-label={text.heading}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there
      tabIndex={0}
      className="overflow-x-auto rounded border border-line"
    >
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{text.heading}</caption>
        <thead className="bg-rail text-start align-top">
          <tr>
            <th scope="col" className="w-12 border-line border-b p-2">
              <span className="sr-only">{text.rowNumber}</span>
            </th>
            {columns.map((column) => (
              <th
                key={column.index}
                scope="col"
                className="min-w-44 max-w-72 border-line border-s border-b p-2 text-start"
              >
                <p className="mb-1 flex items-baseline justify-between gap-2 font-normal text-muted text-xs">
                  <span>{letterOf(column.index)}</span>
                  <span className="tabular-nums">{text.filled(column.filled)}</span>
                </p>
                <ColumnControls source={source} column={column} onChoose={onChoose} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, cells }) => (
            <tr key={row} className={cx(row < header_row && 'text-muted', row === header_row && 'bg-sunken')}>
              <th scope="row" className="border-line border-b p-0 font-normal">
                <button
                  type="button"
                  aria-label={text.makeHeadings(row)}
                  title={text.makeHeadings(row)}
                  aria-pressed={row === header_row}
                  onClick={() => onChoose({ header_row: row })}
                  className="h-8 w-full text-muted text-xs tabular-nums hover:bg-accent-soft hover:text-accent-ink"
                >
                  {row}
                </button>
              </th>
              {columns.map((column) => (
                <td
                  key={column.index}
                  className={cx(
                    'max-w-72 truncate border-line border-s border-b px-2',
                    row === header_row && 'font-semibold',
                    row !== header_row && !fieldOf(source, column) && 'text-muted',
                  )}
                >
                  <bdi>{cells[column.index]}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A card a column, for a phone. */
export function ColumnCards({ source, onChoose }: ColumnsProps) {
  return (
    <ul aria-label={text.heading} className="space-y-3">
      {source.columns.map((column) => (
        <li key={column.index} className="rounded border border-line bg-surface p-3">
          <p className="mb-2 flex items-baseline justify-between gap-2">
            <bdi className="min-w-0 break-words font-medium">{column.name}</bdi>
            <span className="shrink-0 text-muted text-xs tabular-nums">{text.filled(column.filled)}</span>
          </p>
          <ColumnControls source={source} column={column} onChoose={onChoose} />
          {column.samples.length > 0 && (
            <p className="mt-2 line-clamp-2 break-words text-muted text-xs">
              {text.samples} <bdi>{column.samples.slice(0, 3).join(' · ')}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
