import { Suspense, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { lazyPart } from '@/lib/loadPart'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/importRows'
import { LoadFailed } from '@/ui/LoadFailed'
import { Skeleton } from '@/ui/Skeleton'
import { nameOf, RowWhat } from './RowParts'
import type { CheckedRow, Import, MovedChoice, RowState } from './requests'
import { type FieldWords, useRowWords } from './rowWords'
import { useRows } from './useRows'

const RowDialog = lazyPart(async () => (await import('./RowDialog')).RowDialog)

/** Pixels. */
const TABLE_ROW = 56
const CARD = 112

interface RowListProps {
  source: Import
  state: RowState
  count: number
  /** What was chosen for rows whose stock has moved; without, nothing can be chosen. */
  moved?: { chosen: Record<string, MovedChoice>; onChoose: (row: number, choice: MovedChoice) => void }
}

/** The rows in one state: only those near the part that can be seen are in the page. */
export function RowList(props: RowListProps) {
  const { source, state, count, moved } = props
  const isDesk = useMediaQuery(DESK)
  const [open, setOpen] = useState<CheckedRow | null>(null)
  if (count === 0) return <p className="py-8 text-center text-muted">{text.emptyTiles[state]}</p>
  const List = isDesk ? RowTable : RowCards
  return (
    <>
      <List key={state} {...props} onOpen={setOpen} />
      <Suspense>
        {open && <RowDialog row={open} kind={source.kind} moved={moved} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}

interface ListProps extends RowListProps {
  onOpen: (row: CheckedRow) => void
}

function RowTable({ source, state, count, onOpen }: ListProps) {
  const list = useRef<HTMLTableSectionElement>(null)
  const { rows, above, below, error, retry } = useRows({ source, state, count, rowHeight: TABLE_ROW, list })
  const say = useRowWords(source.kind)
  if (error) return <LoadFailed error={error} title={text.rowsFailed} onRetry={retry} />
  return (
    <table aria-rowcount={count + 1} className="w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">{text.rowsLabel}</caption>
      <thead>
        <tr aria-rowindex={1} className="text-start text-muted text-xs">
          <th scope="col" className="h-9 w-20 border-line border-b px-2 text-right font-medium">
            {text.columns.row}
          </th>
          <th scope="col" className="w-[30%] border-line border-b px-2 text-start font-medium">
            {text.columns.product}
          </th>
          <th scope="col" className="border-line border-b px-2 text-start font-medium">
            {text.columns.what}
          </th>
        </tr>
      </thead>
      <tbody ref={list} aria-hidden="true">
        <tr style={{ height: above }} />
      </tbody>
      <tbody>
        {rows.map(({ index, row }) => (
          <tr
            key={index}
            aria-rowindex={index + 2}
            style={{ height: TABLE_ROW }}
            className="hover:bg-sunken/60"
          >
            {row ? (
              <TableCells row={row} words={say(row)} onOpen={onOpen} />
            ) : (
              <td colSpan={3} className="border-line border-b px-2">
                <span className="sr-only">{text.loadingRows}</span>
                <Skeleton className="h-3.5 w-2/3" />
              </td>
            )}
          </tr>
        ))}
      </tbody>
      <tbody aria-hidden="true">
        <tr style={{ height: below }} />
      </tbody>
    </table>
  )
}

interface RowProps {
  row: CheckedRow
  words: FieldWords[]
  onOpen: (row: CheckedRow) => void
}

function TableCells({ row, words, onOpen }: RowProps) {
  return (
    <>
      <td className="border-line border-b px-2 text-right text-muted tabular-nums">{formatCount(row.row)}</td>
      <td className="border-line border-b px-2">
        <RowName row={row} onOpen={onOpen} />
      </td>
      <td className="border-line border-b px-2 align-middle text-xs leading-5">
        <div className="line-clamp-2 break-words">
          <RowWhat row={row} words={words} />
        </div>
      </td>
    </>
  )
}

function RowCards({ source, state, count, onOpen }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  const { rows, above, below, error, retry } = useRows({ source, state, count, rowHeight: CARD, list })
  const say = useRowWords(source.kind)
  if (error) return <LoadFailed error={error} title={text.rowsFailed} onRetry={retry} />
  return (
    <div ref={list} className="border-line border-t">
      <div style={{ height: above }} />
      <ul aria-label={text.rowsLabel}>
        {rows.map(({ index, row }) => (
          <li
            key={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ height: CARD }}
            className="overflow-hidden border-line border-b py-2.5"
          >
            {row ? (
              <>
                <div className="flex items-start gap-2">
                  <div className="min-w-0 flex-1">
                    <RowName row={row} onOpen={onOpen} />
                  </div>
                  <span className="shrink-0 text-muted text-xs tabular-nums">{text.rowTitle(row.row)}</span>
                </div>
                <div className="mt-1 line-clamp-2 break-words text-xs leading-5">
                  <RowWhat row={row} words={say(row)} />
                </div>
              </>
            ) : (
              <>
                <span className="sr-only">{text.loadingRows}</span>
                <Skeleton className="h-3.5 w-2/3" />
              </>
            )}
          </li>
        ))}
      </ul>
      <div style={{ height: below }} />
    </div>
  )
}

function RowName({ row, onOpen }: Omit<RowProps, 'words'>) {
  const name = nameOf(row)
  return (
    <div className="min-w-0">
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={text.details(row.row, name)}
        onClick={() => onOpen(row)}
        className={cx(
          'block w-full truncate rounded py-2.5 text-start font-medium underline-offset-4 hover:underline max-desk:-my-2 desk:py-0',
          !row.name && 'text-muted',
        )}
      >
        <bdi>{name}</bdi>
      </button>
      {row.name && <p className="truncate font-mono text-muted text-xs">{row.key}</p>}
    </div>
  )
}
