import { HttpResponse, http } from 'msw'
import type { CheckedRow, Choices, Import, WorkLine } from '@/features/imports/requests'
import { env } from '@/lib/env'

const ID = '11111111-2222-3333-4444-555555555555'
const TOTALS = { create: 1, update: 1, unchanged: 0, held: 1, skipped: 0, warnings: 0 }

export const makeColumn = (index: number, name: string, part: Partial<Import['columns'][number]> = {}) => ({
  index,
  name,
  samples: [`${name} 1`],
  filled: 3,
  suggestion: null,
  decimal: '.' as const,
  date_order: null,
  readings: [],
  ...part,
})

export function makeImport(part: Partial<Import> = {}): Import {
  return {
    id: ID,
    kind: 'products',
    state: 'new',
    filename: 'spring.csv',
    size: 900,
    format: 'csv',
    rows: 3,
    totals: null,
    created_at: '2026-11-24T10:00:00Z',
    expires_at: '2026-12-01T10:00:00Z',
    encoding: 'utf-8',
    delimiter: ',',
    sheet: '',
    sheets: [],
    header_row: 1,
    columns: [makeColumn(0, 'SKU'), makeColumn(1, 'Title'), makeColumn(2, 'Cost')],
    preview: [
      { row: 1, cells: ['SKU', 'Title', 'Cost'] },
      { row: 2, cells: ['A-1', 'Mug', '9.90'] },
      { row: 3, cells: ['A-2', 'Cup', '3.00'] },
    ],
    doubts: [],
    warnings: [],
    seen_before: null,
    mapping: { sku: 0, name: 1 },
    tz: 'UTC',
    defaults: { category: 'books' },
    match: ['id', 'sku', 'barcode'],
    on_new: 'create',
    on_match: 'update',
    clear: [],
    categories: {},
    accept: [],
    moved_since: {},
    ...part,
  }
}

export const makeRow = (part: Partial<CheckedRow>): CheckedRow => ({
  row: 2,
  state: 'create',
  product: null,
  key: 'A-1',
  name: 'Mug',
  changes: {},
  problems: [],
  notes: [],
  ...part,
})

/**
 * One import as the server keeps it. `breakNext(work)` cuts the next answer of that work off after its first line;
 * `refuse` answers the next choice with what is wrong.
 */
export function fakeImports(first: Import, rows: CheckedRow[] = []) {
  let source = first
  const sent: { path: string; key: string | null; body: unknown }[] = []
  const broken = new Set<string>()
  let refusal: Record<string, string[]> | null = null
  const url = (path: string) => `${env.apiUrl}/imports/${path}`
  const totals = () => ({ unknown_categories: {}, problems: {}, notes: {}, ...TOTALS, ...first.totals })

  const answer = (work: string, lines: WorkLine[]) => {
    const isBroken = broken.delete(work)
    const text = (isBroken ? lines.slice(0, 1) : lines).map((line) => `${JSON.stringify(line)}\n`).join('')
    return new HttpResponse(text, { headers: { 'Content-Type': 'application/x-ndjson' } })
  }
  const work = (name: string, lines: () => WorkLine[], state: () => Import['state']) =>
    http.post(url(`:id/${name}/`), async ({ request }) => {
      sent.push({ path: name, key: request.headers.get('idempotency-key'), body: await request.json() })
      const isWhole = !broken.has(name)
      const response = answer(name, lines())
      if (isWhole) source = { ...source, state: state(), totals: totals() }
      else if (name === 'apply') source = { ...source, state: 'applying' }
      return response
    })
  const tally = { created: 1, updated: 1, unchanged: 0, refused: 0 }
  const handlers = [
    http.get(url(''), () => HttpResponse.json([source])),
    http.post(url(''), ({ request }) => {
      sent.push({ path: `upload${new URL(request.url).search}`, key: null, body: null })
      return HttpResponse.json(source, { status: 201 })
    }),
    http.get(url(':id/'), () => HttpResponse.json(source)),
    http.delete(url(':id/'), () => new HttpResponse(null, { status: 204 })),
    http.patch(url(':id/'), async ({ request }) => {
      const { decimal, dates, ...choices } = (await request.json()) as Choices
      sent.push({
        path: 'choose',
        key: null,
        body: { ...choices, ...(decimal && { decimal }), ...(dates && { dates }) },
      })
      if (refusal) {
        const body = refusal
        refusal = null
        return HttpResponse.json(body, { status: 400 })
      }
      const columns = source.columns.map((column) => ({
        ...column,
        decimal: decimal?.[column.index] ?? column.decimal,
        date_order: dates?.[column.index] ?? column.date_order,
      }))
      source = { ...source, ...choices, columns, state: 'new', totals: null }
      return HttpResponse.json(source)
    }),
    http.get(url(':id/rows/'), ({ request }) => {
      const state = new URL(request.url).searchParams.get('state')
      const found = rows.filter((row) => state === null || row.state === state)
      return HttpResponse.json(found, { headers: { 'X-Total-Count': String(found.length) } })
    }),
    work(
      'check',
      () => [
        { type: 'start', total: 3 },
        { type: 'end', total: 3 },
      ],
      () => 'checked',
    ),
    work(
      'apply',
      () => [
        { type: 'start', total: 2 },
        { type: 'progress', done: 1, ...tally, updated: 0 },
        { type: 'end', total: 2, ...tally },
      ],
      () => 'partly',
    ),
    work(
      'undo',
      () => [
        { type: 'start', total: 2 },
        {
          type: 'row',
          row: 3,
          key: 'A-2',
          code: 'changed_since',
          detail: 'Changed since.',
          field: null,
          product: 7,
        },
        { type: 'end', total: 2, created: 1, updated: 0, unchanged: 0, refused: 1 },
      ],
      () => 'undone',
    ),
  ]
  return {
    handlers,
    sent,
    page: `/imports/${first.id}`,
    breakNext: (name: string) => void broken.add(name),
    refuse: (fields: Record<string, string[]>) => {
      refusal = fields
    },
  }
}
