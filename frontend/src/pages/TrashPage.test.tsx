import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '@/lib/api/types'
import { fakeApi } from '@/testing/fakeApi'
import { ANA, makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

const MUG: Answer<'TrashedProduct'> = {
  id: 9,
  sku: 'HOME-MUG01',
  name: 'Blue Mug',
  category: 'home',
  price: '12.50',
  quantity: 42,
  thumbnail: null,
  owner: 'ana',
  created_by: ANA.id,
  deleted_at: '2026-11-20T10:00:00Z',
  deleted_by: 'ben',
  removed_at: '2026-12-20T10:00:00Z',
}

async function open(part: Partial<typeof MUG> = {}, others: (typeof MUG)[] = []) {
  const fake = fakeApi([makeProduct()])
  const trash = new Map([{ ...MUG, ...part }, ...others].map((each) => [each.id, each]))
  server.use(
    http.delete(fake.url('products/trash/:id/'), ({ params }) => {
      trash.delete(Number(params.id))
      return new HttpResponse(null, { status: 204 })
    }),
    http.post(fake.url('products/trash/:id/restore/'), ({ params }) => {
      const id = Number(params.id)
      trash.delete(id)
      const row = makeProduct({ id, name: 'Blue Mug', version: 5 })
      return HttpResponse.json(row, { headers: { ...fake.live(), ETag: '"v5"' } })
    }),
    http.get(fake.url('products/trash/'), () => HttpResponse.json([...trash.values()])),
    ...fake.handlers,
  )
  const view = renderApp('/trash')
  await screen.findByRole('heading', { name: 'Trash' })
  await screen.findByRole('list', { name: 'Trash' })
  return { ...fake, ...view }
}

describe('the trash', () => {
  it('says what was deleted, by whom, and until when it is kept', async () => {
    await open()
    const item = within(screen.getByRole('list', { name: 'Trash' })).getByRole('listitem')
    expect(item).toHaveTextContent(/Blue Mug.*HOME-MUG01.*42 on hand.*by ben.*kept until .*2026/)
  })

  it('gives a product back', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('button', { name: 'Restore Blue Mug' }))
    expect(await screen.findByText('Blue Mug is back')).toBeVisible()
    expect(await screen.findByText('The trash is empty')).toBeVisible()
  })

  it('says why a product cannot come back', async () => {
    const { user, url } = await open()
    const refusal = { detail: 'Another product has this SKU now: HOME-MUG01.', code: 'code_taken' }
    server.use(
      http.post(url('products/trash/:id/restore/'), () => HttpResponse.json(refusal, { status: 409 })),
    )
    await user.click(screen.getByRole('button', { name: 'Restore Blue Mug' }))
    expect(await screen.findByText(/Another product has this SKU now/)).toBeVisible()
  })

  it('deletes for good after asking', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('button', { name: 'Delete Blue Mug for good' }))
    const question = await screen.findByRole('alertdialog', { name: 'Delete Blue Mug for good?' })
    await user.click(within(question).getByRole('button', { name: 'Delete for good' }))
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Trash' })).toBeNull())
  })

  it('has the focus when a product has left it', async () => {
    const { user } = await open({}, [
      { ...MUG, id: 10, name: 'Red Mug' },
      { ...MUG, id: 11, name: 'Green Mug' },
    ])
    const list = screen.getByRole('list', { name: 'Trash' })
    await user.click(screen.getByRole('button', { name: 'Restore Blue Mug' }))
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(2))
    await waitFor(() => expect(list).toHaveFocus())
    await user.click(screen.getByRole('button', { name: 'Delete Red Mug for good' }))
    const question = await screen.findByRole('alertdialog')
    await user.click(within(question).getByRole('button', { name: 'Delete for good' }))
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(1))
    await waitFor(() => expect(list).toHaveFocus())
    await user.click(screen.getByRole('button', { name: 'Restore Green Mug' }))
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus())
  })

  it('takes no focus that nothing has', async () => {
    const { user, url } = await open()
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    server.use(http.post(url('products/trash/:id/restore/'), () => held))
    const button = screen.getByRole('button', { name: 'Restore Blue Mug' })
    await user.click(button)
    button.blur()
    answer()
    await screen.findByText('The trash is empty')
    await new Promise((resolve) => setTimeout(resolve))
    expect(document.body).toHaveFocus()
  })

  it('is only to look at for others', async () => {
    await open({ created_by: 4, owner: 'ben' })
    expect(screen.queryByRole('button', { name: /Blue Mug/ })).toBeNull()
  })
})
