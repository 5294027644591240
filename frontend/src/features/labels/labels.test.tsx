import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { env } from '@/lib/env'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const products = ['Anvil', 'Bolt'].map((name, index) =>
  makeProduct({ id: index + 1, name, sku: `SKU-${index + 1}` }),
)
const sheet = {
  ...{ page_width: 210, page_height: 297, columns: 3, rows: 7, left: 7.21, top: 15.15 },
  ...{ width: 63.5, height: 38.1, pitch_x: 66.04, pitch_y: 38.1 },
}
const roll = {
  ...{ page_width: 51, page_height: 25, columns: 1, rows: 1, left: 0, top: 0 },
  ...{ width: 51, height: 25, pitch_x: 51, pitch_y: 25 },
}
const OPTIONS = {
  media: [
    { slug: 'L7160', name: 'Avery L7160', kind: 'A4', dpi: 600, geometry: sheet },
    { slug: 'zebra-51x25', name: 'Zebra', kind: 'roll', dpi: 203, geometry: roll },
  ],
  address: 'http://localhost:8000',
  address_problem: 'localhost',
}

/** The dialog for both products. The server refuses barcodes, and draws all else. */
async function open(templates: object[] = []) {
  const sent: Record<string, unknown>[] = []
  const fake = fakeApi(products)
  server.use(
    http.get(`${env.apiUrl}/labels/options/`, () => HttpResponse.json(OPTIONS)),
    http.get(`${env.apiUrl}/labels/templates/`, () => HttpResponse.json(templates)),
    http.post(`${env.apiUrl}/labels/`, async ({ request }) => {
      const body = (await request.json()) as { format: string; design: { code: string } }
      if (body.design.code === 'barcode') {
        const detail = "The code of 1 product doesn't fit."
        return HttpResponse.json({ detail, code: 'code_too_wide', ids: [1] }, { status: 400 })
      }
      if (body.format === 'svg') return new HttpResponse('<svg/>')
      sent.push(body)
      const notices = [{ code: 'missing_letters', ids: [1], letters: '★' }]
      const escaped = JSON.stringify(notices).replace('★', '\\u2605')
      return new HttpResponse('%PDF', { headers: { 'X-Label-Count': '2', 'X-Label-Notices': escaped } })
    }),
    ...fake.handlers,
  )
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  for (const { name } of products) {
    await view.user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }))
  }
  const toolbar = within(await screen.findByRole('toolbar', { name: 'Selected products' }))
  await view.user.click(toolbar.getByRole('button', { name: 'Print labels' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Print labels for 2 products' }))
  await dialog.findByRole('img', { name: 'The first label as it will be printed' })
  return { ...view, dialog, sent }
}

beforeEach(() => {
  signInForTest()
  window.open = vi.fn(() => window)
})

describe('printing labels', () => {
  it('sends what was chosen, opens the file, and tells what is not on the labels', async () => {
    const { user, dialog, sent } = await open()
    await user.clear(dialog.getByLabelText('First free label'))
    await user.type(dialog.getByLabelText('First free label'), '8')
    await user.click(dialog.getByLabelText('Code above text'))
    await user.click(dialog.getByRole('checkbox', { name: 'SKU' }))
    await user.click(dialog.getByRole('checkbox', { name: 'Price' }))
    await user.click(dialog.getByLabelText('As many as on hand'))
    await user.click(dialog.getByRole('button', { name: 'Open PDF' }))
    expect(await screen.findByText('2 labels ready')).toBeVisible()
    expect(screen.getByText('No font has ★. A question mark is printed instead.')).toBeVisible()
    expect(window.open).toHaveBeenCalledWith('blob:preview', '_blank')
    expect(sent).toEqual([
      {
        ids: [1, 2],
        design: {
          media: 'L7160',
          geometry: null,
          layout: 'top',
          code: 'qr',
          lines: [{ field: 'name', size: 12, bold: true }],
          show_price: true,
        },
        copies: 'on_hand',
        start: 8,
        dx: 0,
        dy: 0,
        format: 'pdf',
      },
    ])
  })

  it('shows the size of the template that is chosen, and prints in it', async () => {
    const label = { ...roll, ...{ page_width: 100, width: 100, pitch_x: 100 } }
    const geometry = { ...label, ...{ page_height: 50, height: 50, pitch_y: 50 } }
    const design = { media: '', geometry, layout: 'left', code: 'qr', lines: [], show_price: false }
    const { user, dialog, sent } = await open([
      { id: 7, name: 'Crates', is_own: true, shared: false, ...design },
    ])
    await user.selectOptions(dialog.getByLabelText('Labels'), 'Own size…')
    await user.clear(dialog.getByLabelText('Label width'))
    expect(dialog.getByRole('button', { name: 'Open PDF' })).toBeDisabled()
    await user.selectOptions(await dialog.findByLabelText('Template'), 'Crates')
    expect(dialog.getByLabelText('Label width')).toHaveValue('100')
    expect(dialog.getByLabelText('Label height')).toHaveValue('50')
    await user.clear(dialog.getByLabelText('Label height'))
    await user.type(dialog.getByLabelText('Label height'), '40')
    await user.click(dialog.getByRole('button', { name: 'Open PDF' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ design: { geometry: { width: 100, height: 40 } } })
  })

  it('refuses a place that the sheet does not have', async () => {
    const { user, dialog } = await open()
    await user.clear(dialog.getByLabelText('First free label'))
    await user.type(dialog.getByLabelText('First free label'), '22')
    expect(dialog.getByLabelText('First free label')).toHaveAccessibleDescription(
      /Enter a whole number from 1 to 21\./,
    )
  })

  it('offers a QR code where a barcode does not fit', async () => {
    const { user, dialog } = await open()
    await user.click(dialog.getByRole('radio', { name: 'Barcode' }))
    expect(await dialog.findByText("The code of 1 product doesn't fit.")).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Use a QR code' }))
    expect(await dialog.findByRole('img', { name: 'The first label as it will be printed' })).toBeVisible()
  })

  it('warns of an address that nobody else can open', async () => {
    const { user, dialog } = await open()
    expect(dialog.getByText(/Other devices can’t open this address/)).toBeVisible()
    await user.click(dialog.getByRole('radio', { name: 'None' }))
    expect(dialog.queryByText(/Other devices can’t open this address/)).toBeNull()
  })

  it('keeps a shift for each kind of label, and what was chosen last', async () => {
    const { user, dialog, unmount } = await open()
    await user.selectOptions(dialog.getByLabelText('Labels'), 'zebra-51x25')
    await user.click(dialog.getByText('Printer'))
    await user.clear(dialog.getByLabelText('Move right'))
    await user.type(dialog.getByLabelText('Move right'), '-1.5')
    await user.selectOptions(dialog.getByLabelText('Labels'), 'L7160')
    expect(dialog.getByLabelText('Move right')).toHaveValue('0')
    await user.selectOptions(dialog.getByLabelText('Labels'), 'zebra-51x25')
    expect(dialog.getByLabelText('Move right')).toHaveValue('-1.5')
    unmount()
    const again = await open()
    expect(again.dialog.getByLabelText('Labels')).toHaveValue('zebra-51x25')
    await waitFor(() => expect(again.dialog.getByRole('button', { name: 'Save ZPL' })).toBeVisible())
  })
})
