import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { totalCount } from '@/entities/product/queries'
import { api } from '@/lib/api/client'
import { download } from '@/lib/api/download'
import { ApiError, errorMessage } from '@/lib/api/errors'
import type { BodyOf } from '@/lib/api/routes'
import { streamLines } from '@/lib/api/streamLines'
import type { Answer } from '@/lib/api/types'
import { inTimeZone } from '@/lib/timeZone'

/** A file that was brought: how it is read, what was chosen, and how far it has come. */
export type Import = Answer<'Import'>
export type ImportColumn = Import['columns'][number]
export type Kind = Import['kind']
/** A line of the list of imports. */
export type ImportSummary = Answer<'ImportSummary'>
/** A row of the file with what would become of it, or has. */
export type CheckedRow = Answer<'CheckedRow'>
export type RowState = CheckedRow['state']
/** What to do with stock that has moved since it was counted. */
export type MovedChoice = NonNullable<Answer<'Moved'>['all']>

/** What may be chosen about an import; see docs/exchange.md. */
export type Choices = Partial<
  Pick<
    Import,
    | 'encoding'
    | 'delimiter'
    | 'sheet'
    | 'header_row'
    | 'mapping'
    | 'defaults'
    | 'match'
    | 'on_new'
    | 'on_match'
    | 'clear'
    | 'categories'
    | 'accept'
    | 'moved_since'
  >
> & { decimal?: Record<string, '.' | ','>; dates?: Record<string, 'dmy' | 'mdy'> }

/** As many bytes as the server takes. */
export const MOST_BYTES = 20 * 1024 * 1024
/** Of a file of so many bytes on a slow line. */
const UPLOAD_MS = 10 * 60_000
export const ROWS_A_PAGE = 200

export const importKeys = {
  all: ['imports'] as const,
  list: ['imports', 'list'] as const,
  one: (id: string) => ['imports', 'one', id] as const,
  rows: (id: string) => ['imports', 'rows', id] as const,
}

export const importsOptions = queryOptions({
  queryKey: importKeys.list,
  queryFn: async ({ signal }) => (await api.get('imports/', { signal })).data,
  staleTime: 0,
  refetchOnWindowFocus: true,
})

export function importOptions(id: string) {
  return queryOptions({
    queryKey: importKeys.one(id),
    queryFn: async ({ signal }) => (await api.get(`imports/${id}/`, { signal })).data,
    staleTime: 0,
    // Another tab may have gone on with it.
    refetchOnWindowFocus: true,
  })
}

/** One page of the rows in a state (null: all), and how many there are. */
export function rowsOptions(id: string, state: RowState | null, page: number) {
  return queryOptions({
    queryKey: [...importKeys.rows(id), state, page],
    queryFn: async ({ signal }) => {
      const params = { state, limit: ROWS_A_PAGE, offset: page * ROWS_A_PAGE }
      const response = await api.get(`imports/${id}/rows/`, { params, signal })
      return { rows: response.data, total: totalCount(response) }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

interface Upload {
  kind: Kind
  file: File
  onProgress: (fraction: number) => void
  signal: AbortSignal
}

/** Brings a file; nothing is changed by it. */
export async function uploadImport({ kind, file, onProgress, signal }: Upload): Promise<Import> {
  const form = new FormData()
  // One without a name would be no file.
  form.set('file', file, file.name || 'cells.txt')
  const response = await inTimeZone(({ tz }) =>
    api.post('imports/', form, {
      params: { kind, filename: file.name, tz },
      onUploadProgress: ({ progress }) => onProgress(progress),
      timeout: UPLOAD_MS,
      signal,
    }),
  )
  return response.data
}

/** Changes what was chosen; the rows have to be checked again. */
export function useChoose(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (choices: Choices) =>
      (await api.patch(`imports/${id}/`, choices as BodyOf<'patch', `imports/${string}/`>)).data,
    // One after the other: the second may rest on what the first has found.
    scope: { id: `import-${id}` },
    onSuccess: (answer) => {
      client.removeQueries({ queryKey: importKeys.rows(id) })
      client.setQueryData(importKeys.one(id), answer)
    },
  })
}

/** Forgets an import. What it has done stays. */
export function useForget() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.delete(`imports/${id}/`)
      return id
    },
    onSuccess: (id) => {
      client.setQueryData(importsOptions.queryKey, (list) => list?.filter((one) => one.id !== id))
      client.removeQueries({ queryKey: importKeys.one(id) })
    },
  })
}

export function downloadTemplate(kind: Kind): Promise<number> {
  return download('imports/template/', { kind, type: 'xlsx' }, `${kind}.xlsx`)
}

/** The rows that were left out, as they came, with what is wrong. */
export function downloadHeld({ id, filename }: Pick<Import, 'id' | 'filename'>): Promise<number> {
  const name = filename.replace(/\.\w+$/, '')
  return download(`imports/${id}/held.csv/`, undefined, name ? `${name}-left-out.csv` : 'left-out.csv')
}

export type Work = 'check' | 'apply' | 'undo'

export interface Tally {
  created: number
  updated: number
  unchanged: number
  refused: number
}

/** A row that was left as it is when it was to be written, or taken back. */
export type RefusedRow = Omit<Answer<'ImportRow'>, 'type'>

export type WorkLine =
  | { type: 'start'; total: number }
  | ({ type: 'progress'; done: number } & Partial<Tally>)
  | ({ type: 'row' } & RefusedRow)
  | ({ type: 'end'; total: number } & Partial<Tally>)
  | { type: 'failed'; code: string; detail: string; done: number }

/**
 * Does it, and tells line by line. The key is made of the import alone: whoever goes on, in another tab or after a
 * crash, goes on with the same, and nothing is done twice.
 */
export function streamWork(id: string, work: Work, signal: AbortSignal): AsyncGenerator<WorkLine> {
  const body = work === 'apply' ? { only: 'good' } : {}
  return streamLines<WorkLine>(`imports/${id}/${work}/`, body, { key: `import-${work}-${id}`, signal })
}

/** Why a request was refused, with what the server says of single fields. */
export function reasonOf(error: unknown): string {
  const fields = error instanceof ApiError ? Object.values(error.fields).flat() : []
  return fields.length > 0 ? fields.join(' ') : errorMessage(error)
}
