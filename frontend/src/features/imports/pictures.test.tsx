import { screen, waitFor, within } from '@testing-library/react'
import { strToU8, zipSync } from 'fflate'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { openArchive } from './pictureArchive'
import { codeOf, picturesAmong } from './pictureSources'

const picture = strToU8('a picture')
const archive = (entries: Record<string, Uint8Array>, name = 'pictures.zip') =>
  new File([new Uint8Array(zipSync(entries))], name, { type: 'application/zip' })

const mug = makeProduct({ id: 1, sku: 'MUG-01', name: 'Mug' })
const cup = makeProduct({
  id: 2,
  sku: 'CUP-01',
  name: 'Cup',
  barcode: '4006381333931',
  image: '/media/cup.png',
})
const theirs = makeProduct({ id: 3, sku: 'JUG-01', name: 'Jug', owner: 'ben', created_by: 4 })

beforeEach(() => void signInForTest())

describe('an archive', () => {
  it('gives its pictures without folders, and none of what a Mac adds', async () => {
    const found = await openArchive(
      archive({
        'shop/MUG-01.JPG': picture,
        '__MACOSX/shop/._MUG-01.JPG': picture,
        'shop/.hidden.png': picture,
        'shop/list.csv': picture,
      }),
    )
    expect(found.map(({ name }) => name)).toEqual(['MUG-01.JPG'])
    const file = await found[0]?.read()
    expect(file?.type).toBe('image/jpeg')
    expect(file?.size).toBe(picture.length)
  })

  it('that is a bomb is refused before it is unpacked', async () => {
    const bomb = archive({ 'a.png': new Uint8Array(3 * 1024 * 1024) })
    await expect(openArchive(bomb)).rejects.toThrow(/more than 300 MB/)
  })

  it('that says less than it holds gives no more than it says', async () => {
    const data = zipSync({ 'a.png': new Uint8Array(5000).map((_, index) => (index * 7919) % 251) })
    // The size in the directory at the end: 5000 becomes 50.
    const view = new DataView(data.buffer)
    for (let at = 0; at < data.length - 30; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 50, true)
    }
    const [source] = await openArchive(new File([new Uint8Array(data)], 'x.zip'))
    expect((await source?.read())?.size).toBe(50)
  })

  it('that is none is refused', async () => {
    await expect(openArchive(new File(['not a zip'], 'x.zip'))).rejects.toThrow(/isn’t a ZIP file/)
  })
})

it('names products by what stands before the ending', () => {
  expect(picturesAmong([new File([''], 'AB.12-x.png'), new File([''], 'notes.txt')]).map(codeOf)).toEqual([
    'AB.12-x',
  ])
})

describe('the pictures', () => {
  it('go to their products, and the others say why not', async () => {
    const api = fakeApi([mug, cup, theirs])
    const sent: string[] = []
    server.use(
      http.patch(api.url('products/:id/'), async ({ params, request }) => {
        const form = await request.formData()
        sent.push(`${params.id} ${form.has('image')} ${request.headers.get('if-match')}`)
        return HttpResponse.json({ ...mug, id: Number(params.id) }, { headers: { ETag: '"v8"' } })
      }),
      ...api.handlers,
    )
    const { user } = renderApp('/imports/pictures')
    const file = archive({
      'MUG-01.jpg': picture,
      '4006381333931.png': picture,
      'JUG-01.png': picture,
      'nothing.png': picture,
      'more/mug-01.png': picture,
    })
    await user.upload(await screen.findByLabelText('Choose ZIP or pictures'), file)
    expect(await screen.findByText('Matched: 2 of 5 pictures')).toBeVisible()
    const unmatched = within(screen.getByRole('region', { name: 'No matching product' }))
    expect(unmatched.getByText('No product has this SKU or barcode.')).toBeVisible()
    expect(unmatched.getByText('This product belongs to someone else.')).toBeVisible()
    expect(unmatched.getByText('Another picture matches the same product.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Add 1 picture' })).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: 'Replace 1 existing picture' }))
    await user.click(screen.getByRole('button', { name: 'Add 2 pictures' }))
    expect(await screen.findByText('2 pictures added')).toBeVisible()
    expect(sent.sort()).toEqual(['1 true *', '2 true *'])
  })

  it('may be HEIC, which some systems know by its ending alone', async () => {
    server.use(...fakeApi([mug]).handlers)
    const { user } = renderApp('/imports/pictures')
    const photo = new File(['x'], 'MUG-01.HEIC', { type: '' })
    await user.upload(await screen.findByLabelText('Choose ZIP or pictures'), photo)
    expect(await screen.findByRole('button', { name: 'Add 1 picture' })).toBeVisible()
  })

  it('ask before they are left while they are sent, and go on when told to', async () => {
    const api = fakeApi([mug])
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    server.use(
      http.patch(api.url('products/:id/'), async () => {
        await asked
        return HttpResponse.json(mug, { headers: { ETag: '"v8"' } })
      }),
      ...api.handlers,
    )
    const { user, address } = renderApp('/imports/pictures')
    await user.upload(await screen.findByLabelText('Choose ZIP or pictures'), [
      new File(['x'], 'MUG-01.png', { type: 'image/png' }),
    ])
    await user.click(await screen.findByRole('button', { name: 'Add 1 picture' }))
    await user.click(screen.getByRole('link', { name: 'History' }))
    const question = await screen.findByRole('alertdialog', { name: 'Stop adding pictures?' })
    const closing = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(closing)
    expect(closing.defaultPrevented).toBe(true)
    await user.click(within(question).getByRole('button', { name: 'Keep adding' }))
    answer()
    expect(await screen.findByText('1 picture added')).toBeVisible()
    expect(address()).toBe('/imports/pictures')
    await user.click(screen.getByRole('link', { name: 'History' }))
    await waitFor(() => expect(address()).toBe('/movements'))
  })

  it('that the server refuses are listed, and can be sent again', async () => {
    const api = fakeApi([mug])
    let isBroken = true
    server.use(
      http.patch(api.url('products/:id/'), () =>
        isBroken
          ? HttpResponse.json({ image: ['This is no picture.'] }, { status: 400 })
          : HttpResponse.json(mug, { headers: { ETag: '"v8"' } }),
      ),
      ...api.handlers,
    )
    const { user } = renderApp('/imports/pictures')
    await user.upload(await screen.findByLabelText('Choose ZIP or pictures'), [
      new File(['x'], 'MUG-01.png', { type: 'image/png' }),
    ])
    await user.click(await screen.findByRole('button', { name: 'Add 1 picture' }))
    expect(await screen.findByText('This is no picture.')).toBeVisible()
    isBroken = false
    await user.click(screen.getByRole('button', { name: 'Add 1 picture' }))
    await waitFor(() => expect(screen.getByText('1 picture added')).toBeVisible())
  })
})
