import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { env } from '@/lib/env'
import { fakeApi } from '@/testing/fakeApi'
import { fakeImports, makeColumn, makeImport, makeRow } from '@/testing/fakeImports'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'
import type { CheckedRow, Import } from './requests'

const held = makeRow({
  row: 4,
  state: 'held',
  key: 'A-3',
  name: 'Jug',
  problems: [
    { field: 'price', code: 'required', detail: 'A new product needs a price.', value: '', suggestion: '' },
  ],
})
const changed = makeRow({
  row: 3,
  state: 'update',
  key: 'A-2',
  name: 'Cup',
  product: 7,
  changes: { price: ['3.00', '4.00'] },
})
const rows = [makeRow({ changes: { price: [null, '9.90'] } }), changed, held]

beforeEach(() => void signInForTest())

function open(part: Partial<Import> = {}, path?: string, found: CheckedRow[] = rows) {
  const api = fakeApi([])
  const imports = fakeImports(makeImport(part), found)
  server.use(...imports.handlers, ...api.handlers)
  return { ...api, ...imports, ...renderApp(path ?? imports.page) }
}

const bodies = (sent: { path: string; body: unknown }[], path: string) =>
  sent.filter((one) => one.path === path).map(({ body }) => body)

describe('the columns', () => {
  it('are named by their letters and headings, and take a field from one another', async () => {
    const { user, sent } = open()
    const third = await screen.findByLabelText('Column C, “Cost”')
    expect(third).toHaveValue('')
    expect(screen.getByText(/New products need price/)).toBeVisible()
    await user.selectOptions(third, 'Price')
    await waitFor(() => expect(bodies(sent, 'choose')).toEqual([{ mapping: { sku: 0, name: 1, price: 2 } }]))
    await waitFor(() => expect(screen.queryByText(/New products need/)).toBeNull())
    await user.selectOptions(third, 'Name')
    await waitFor(() => expect(screen.getByLabelText('Column B, “Title”')).toHaveValue(''))
    expect(bodies(sent, 'choose').at(-1)).toEqual({ mapping: { sku: 0, name: 2 } })
  })

  it('ask how much a number is, with both readings', async () => {
    const cost = makeColumn(2, 'Cost', { decimal: null, readings: [['1,250', '1250', '1.250']] })
    const { user, sent } = open({
      columns: [makeColumn(0, 'SKU'), makeColumn(1, 'Title'), cost],
      mapping: { sku: 0, name: 1, price: 2 },
    })
    const question = await screen.findByRole('group', { name: 'How should “Cost” be read?' })
    await user.click(within(question).getByRole('radio', { name: /1,250 is 1\.250/ }))
    await waitFor(() => expect(bodies(sent, 'choose')).toEqual([{ decimal: { 2: ',' } }]))
    await waitFor(() => expect(screen.queryByRole('group', { name: /should “Cost”/ })).toBeNull())
    expect(screen.getByLabelText('Decimals in “Cost”')).toHaveValue(',')
  })

  it('ask which day a date is', async () => {
    const date = makeColumn(2, 'When', { readings: [['04/05/2026', '2026-05-04', '2026-04-05']] })
    const { user, sent } = open({
      kind: 'stock',
      columns: [makeColumn(0, 'SKU'), makeColumn(1, 'Count'), date],
      mapping: { sku: 0, counted: 1, counted_at: 2 },
    })
    const question = await screen.findByRole('group', { name: 'How should the dates in “When” be read?' })
    await user.click(within(question).getByRole('radio', { name: /04\/05\/2026 is (4 May|May 4,) 2026/ }))
    await waitFor(() => expect(bodies(sent, 'choose')).toEqual([{ dates: { 2: 'dmy' } }]))
    await waitFor(() => expect(screen.getByLabelText('Dates in “When”')).toHaveValue('dmy'))
  })

  it('ask which encoding reads well, once for those that read alike', async () => {
    const readings = { 'windows-1252': 'München', 'windows-1250': 'München', 'windows-1251': 'Mьnchen' }
    const { user, sent } = open({ encoding: 'windows-1252', doubts: [{ row: 2, column: 1, readings }] })
    const question = await screen.findByRole('group', { name: 'Which of these is right?' })
    expect(within(question).getAllByRole('radio')).toHaveLength(2)
    await user.click(within(question).getByRole('radio', { name: /Mьnchen/ }))
    await waitFor(() => expect(bodies(sent, 'choose')).toEqual([{ encoding: 'windows-1251' }]))
  })

  it('take a row for the headings', async () => {
    const { user, sent } = open()
    await user.click(await screen.findByRole('button', { name: 'Use row 2 as headings' }))
    await waitFor(() => expect(bodies(sent, 'choose')).toEqual([{ header_row: 2 }]))
  })

  it('say that rows after a long gap are left out', async () => {
    open({ warnings: ['rows_left_out'] })
    expect(await screen.findByText(/Rows after it aren’t imported/)).toBeVisible()
  })

  it('say what was refused', async () => {
    const { user, refuse } = open()
    refuse({ mapping: ['column 2 is used twice'] })
    await user.selectOptions(await screen.findByLabelText('Column C, “Cost”'), 'Price')
    expect(await screen.findByText(/column 2 is used twice/)).toBeVisible()
    expect(screen.getByLabelText('Column C, “Cost”')).toHaveValue('')
  })

  it('of a count need a key and a number', async () => {
    open({ kind: 'stock', mapping: { sku: 0 } })
    const button = await screen.findByRole('button', { name: 'Check 3 rows' })
    expect(button).toBeDisabled()
    expect(button).toHaveAccessibleDescription(/the count or the change/)
  })

  it('are cards on a phone', async () => {
    setViewport('phone')
    open()
    const list = await screen.findByRole('list', { name: 'What’s in each column?' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(3)
  })
})

describe('an import', () => {
  it('is checked, shows old and new, is imported, and undone', async () => {
    const { user, sent } = open()
    await user.click(await screen.findByRole('button', { name: 'Check 3 rows' }))
    const tile = await screen.findByRole('button', { name: 'Held 1' })
    expect(tile).toHaveAttribute('aria-pressed', 'true')
    expect(await screen.findByText('A new product needs a price.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Changed 1' }))
    const row = await screen.findByRole('row', { name: /Cup/ })
    expect(within(row).getByText('€3.00').closest('del')).not.toBeNull()
    expect(row).toHaveTextContent('€4.00')
    await user.click(screen.getByRole('button', { name: 'Import 2, leave 1 out' }))
    expect(await screen.findByRole('heading', { name: '2 rows imported' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Undo import' }))
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Undo import' }),
    )
    expect(await screen.findByRole('heading', { name: 'This import was undone' })).toBeVisible()
    expect(await screen.findByText('Changed since.')).toBeVisible()
    expect(sent.map(({ path }) => path)).toEqual(['check', 'apply', 'undo'])
    expect(sent[1]).toMatchObject({ key: expect.stringMatching(/^import-apply-/), body: { only: 'good' } })
  })

  it('goes on by itself with the same key when the line breaks', async () => {
    const { user, sent, breakNext } = open({ state: 'checked', totals: makeTotals() })
    await screen.findByRole('button', { name: 'Held 1' })
    breakNext('apply')
    await user.click(screen.getByRole('button', { name: 'Import 2, leave 1 out' }))
    expect(await screen.findByText(/Connection lost/)).toBeVisible()
    expect(await screen.findByRole('heading', { name: '2 rows imported' })).toBeVisible()
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
    expect(sent).toHaveLength(2)
  })

  it('prints labels of what it has brought', async () => {
    const { user } = open({ state: 'partly', totals: makeTotals() })
    const printed: unknown[] = []
    const place = { left: 0, top: 0, width: 51, height: 25, pitch_x: 51, pitch_y: 25 }
    const geometry = { page_width: 51, page_height: 25, columns: 1, rows: 1, ...place }
    server.use(
      http.get(`${env.apiUrl}/labels/options/`, () =>
        HttpResponse.json({
          media: [{ slug: 'L7160', name: 'Avery', kind: 'A4', dpi: 600, geometry }],
          address: 'https://inv.example',
          address_problem: null,
        }),
      ),
      http.get(`${env.apiUrl}/labels/templates/`, () => HttpResponse.json([])),
      http.post(`${env.apiUrl}/labels/`, async ({ request }) => {
        printed.push(await request.json())
        return new HttpResponse('<svg/>')
      }),
    )
    await user.click(await screen.findByRole('button', { name: 'Print labels' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Print labels for 2 products' }))
    await dialog.findByRole('img', { name: 'The first label as it will be printed' })
    expect(printed[0]).toMatchObject({ import_id: makeImport().id, format: 'svg' })
    expect(printed[0]).not.toHaveProperty('ids')
  })

  it('that was left in the middle goes on when it is opened, unless it was stopped', async () => {
    const { sent, unmount } = open({ state: 'applying', totals: makeTotals(), id: 'a-left-one' })
    expect(await screen.findByRole('heading', { name: '2 rows imported' })).toBeVisible()
    expect(sent).toHaveLength(1)
    unmount()
    const stopped = open(
      { state: 'applying', totals: makeTotals(), id: 'a-stopped-one' },
      '/imports/a-stopped-one?paused=1',
    )
    expect(await screen.findByRole('heading', { name: 'This import is unfinished' })).toBeVisible()
    expect(stopped.sent).toEqual([])
    await stopped.user.click(screen.getByRole('button', { name: 'Continue' }))
    expect(await screen.findByRole('heading', { name: '2 rows imported' })).toBeVisible()
  })

  it('frees held rows by a choice for all of them', async () => {
    const totals = makeTotals({ unknown_categories: { Toys: 4 }, problems: { missing_zero: 2 } })
    const { user, sent } = open({ state: 'checked', totals, id: 'with-categories' })
    await user.selectOptions(await screen.findByLabelText('What to do with the category Toys'), 'Create it')
    await user.click(screen.getByRole('checkbox', { name: /Put the zeros back/ }))
    expect(screen.queryByRole('button', { name: /^Import/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Check again' }))
    await waitFor(() => expect(sent.map(({ path }) => path)).toEqual(['choose', 'check']))
    expect(sent[0]?.body).toEqual({ categories: { Toys: { create: true } }, accept: ['missing_zero'] })
  })

  it('decides about stock that has moved, row by row', async () => {
    const problem = { field: 'counted', code: 'moved_since', detail: '7 or 8?', value: '8', suggestion: '7' }
    const row = makeRow({ state: 'held', product: 3, problems: [problem] })
    const totals = makeTotals({ problems: { moved_since: 1 } })
    const { user, sent } = open({ kind: 'stock', state: 'checked', totals, id: 'a-count' }, undefined, [row])
    await user.click(await screen.findByRole('button', { name: 'Row 2: Mug' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Row 2' }))
    await user.click(dialog.getByRole('radio', { name: 'Apply the difference: 7' }))
    await user.keyboard('{Escape}')
    await user.click(await screen.findByRole('button', { name: 'Check again' }))
    await waitFor(() => expect(sent[0]?.body).toEqual({ moved_since: { rows: { 2: 'difference' } } }))
  })
})

describe('bringing a file', () => {
  it('sends it, and goes on to its columns', async () => {
    const { user, sent, address } = open({ id: 'a-new-one' }, '/imports/new')
    const input = await screen.findByLabelText('Choose file')
    await user.upload(input, new File(['a,b'], 'spring.csv', { type: 'text/csv' }))
    expect(await screen.findByRole('heading', { name: 'spring.csv' })).toBeVisible()
    expect(address()).toBe('/imports/a-new-one')
    // Days in the file are those of whoever brings it.
    const tz = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(sent[0]?.path).toBe(`upload?kind=products&filename=spring.csv&tz=${tz}`)
    // Where no column is a category, the new products get one that can be seen and changed.
    expect(bodies(sent, 'choose')).toEqual([{ defaults: { category: 'other' } }])
  })

  it('does not lead there whoever has left before it was read', async () => {
    const { user, address, router } = open({ id: 'a-new-one' }, '/imports/new')
    let end = () => {}
    const answered = new Promise<void>((resolve) => {
      end = resolve
    })
    const asked = vi.fn()
    const listed = vi.fn()
    const listUrl = `${env.apiUrl}/imports/`
    server.use(
      http.patch(`${listUrl}:id/`, async () => {
        asked()
        await answered
        return HttpResponse.json(makeImport({ id: 'a-new-one' }))
      }),
      http.get(listUrl, () => {
        listed()
        return HttpResponse.json([])
      }),
    )
    const input = await screen.findByLabelText('Choose file')
    await user.upload(input, new File(['a,b'], 'spring.csv', { type: 'text/csv' }))
    await waitFor(() => expect(asked).toHaveBeenCalledOnce())
    await user.click(screen.getByRole('link', { name: 'Imports' }))
    await screen.findByRole('heading', { name: 'No imports yet' })
    const before = listed.mock.calls.length
    end()
    await waitFor(() => expect(listed.mock.calls.length).toBeGreaterThan(before))
    expect(router.state.navigation.state).toBe('idle')
    expect(address()).toBe('/imports')
  })

  it('takes cells that are pasted', async () => {
    const { user, sent } = open({ id: 'pasted-one', filename: '' }, '/imports/new?kind=stock')
    await user.click(await screen.findByLabelText('Or paste cells'))
    await user.paste('sku\tcounted\nA-1\t3\n')
    expect(await screen.findByRole('heading', { name: 'Pasted cells' })).toBeVisible()
    expect(sent[0]?.path).toMatch(/^upload\?kind=stock&filename=&tz=./)
  })

  it('refuses what is too large before it is sent', async () => {
    const { user, sent } = open({}, '/imports/new')
    const file = new File(['x'], 'all.csv', { type: 'text/csv' })
    Object.defineProperty(file, 'size', { value: 21 * 1024 * 1024 })
    await user.upload(await screen.findByLabelText('Choose file'), file)
    expect(await screen.findByRole('alert')).toHaveTextContent('all.csv is 21 MB. The limit is 20 MB.')
    expect(sent).toEqual([])
  })
})

describe('the list of imports', () => {
  it('says what became of each, and forgets one', async () => {
    const { user } = open({ state: 'partly', totals: makeTotals() }, '/imports')
    const row = await screen.findByRole('row', { name: /spring\.csv/ })
    expect(row).toHaveTextContent(/Partly imported.*1 new · 1 changed · 1 left out/)
    await user.click(within(row).getByRole('button', { name: 'Delete spring.csv' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText(/can no longer undo it/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByRole('heading', { name: 'No imports yet' })).toBeVisible()
  })

  it('tells those who may only look why', async () => {
    const { setRole } = open({}, '/imports')
    await screen.findByRole('heading', { name: 'Imports' })
    await screen.findByText('Live', { selector: 'button *' })
    setRole('viewer', [])
    expect(await screen.findByRole('heading', { name: 'You can’t import' })).toBeVisible()
  })
})

function makeTotals(part: Partial<NonNullable<Import['totals']>> = {}): NonNullable<Import['totals']> {
  const counts = { create: 1, update: 1, unchanged: 0, held: 1, skipped: 0, warnings: 0 }
  return { ...counts, unknown_categories: {}, problems: {}, notes: {}, ...part }
}
