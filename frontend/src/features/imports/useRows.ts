import { useQueries } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useVirtualRows } from '@/ui/useVirtualRows'
import { type CheckedRow, type Import, ROWS_A_PAGE, type RowState, rowsOptions } from './requests'

interface RowsOptions {
  source: Pick<Import, 'id'>
  state: RowState
  /** How many rows are in this state. */
  count: number
  rowHeight: number
  list: RefObject<HTMLElement | null>
}

/** The rows near the part that can be seen; those that have not come yet are undefined. */
export function useRows({ source, state, count, rowHeight, list }: RowsOptions) {
  const { first, last, reachable } = useVirtualRows({ count, rowHeight, head: 0, list })
  const from = Math.floor(first / ROWS_A_PAGE)
  const to = Math.floor(Math.max(first, last - 1) / ROWS_A_PAGE)
  const pages = Array.from({ length: count > 0 ? to - from + 1 : 0 }, (_, index) => from + index)
  const found = useQueries({ queries: pages.map((page) => rowsOptions(source.id, state, page)) })
  const rows: { index: number; row: CheckedRow | undefined }[] = []
  for (let index = first; index < last; index += 1) {
    const page = found[Math.floor(index / ROWS_A_PAGE) - from]
    rows.push({ index, row: page?.data?.rows[index % ROWS_A_PAGE] })
  }
  const failed = found.find(({ error }) => error)
  return {
    rows,
    above: first * rowHeight,
    below: Math.max(0, reachable - last) * rowHeight,
    error: failed?.error ?? null,
    retry: () => {
      for (const query of found) if (query.error) void query.refetch()
    },
  }
}
