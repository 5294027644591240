import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

async function ask() {
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  const view = renderApp('/')
  await view.user.click(await screen.findByRole('button', { name: 'Delete USB-C cable' }))
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete USB-C cable?' })
  const deletions = () => fake.requests.filter(({ method }) => method === 'DELETE')
  return { ...fake, ...view, dialog, deletions }
}

describe('deleting a product', () => {
  it('says what goes with it, and waits for an answer', async () => {
    const { dialog, deletions } = await ask()
    expect(dialog).toHaveTextContent('ELEC-7K2M9Q will be removed for everyone, with its stock (42 on hand).')
    expect(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus()
    expect(deletions()).toEqual([])
  })

  it('keeps the product and gives the focus back on Escape', async () => {
    const { user, deletions } = await ask()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('alertdialog')).toBeNull()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete USB-C cable' })).toHaveFocus())
    expect(deletions()).toEqual([])
  })

  it('deletes on confirmation and takes the row out at once', async () => {
    const { user, deletions } = await ask()
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(screen.queryByRole('link', { name: 'USB-C cable' })).toBeNull())
    expect(await screen.findByText('USB-C cable deleted')).toBeVisible()
    expect(deletions()).toHaveLength(1)
  })

  it('stays open and says why when the server refuses', async () => {
    const { user, url } = await ask()
    const refusal = { detail: 'Only the owner may do this.', code: 'permission_denied' }
    server.use(http.delete(url('products/:id/'), () => HttpResponse.json(refusal, { status: 403 })))
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('Only the owner may do this.')).toBeVisible()
    expect(screen.getByRole('alertdialog')).toBeVisible()
  })

  it('is undone from the toast: the product is back under its id', async () => {
    const { user, url, live } = await ask()
    const asked: string[] = []
    server.use(
      http.post(url('products/trash/:id/restore/'), ({ request }) => {
        asked.push(new URL(request.url).pathname)
        return HttpResponse.json(makeProduct({ version: 5 }), { headers: { ...live(), ETag: '"v5"' } })
      }),
    )
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('USB-C cable is back')).toBeVisible()
    expect(asked).toEqual(['/api/products/trash/1/restore/'])
  })
})
