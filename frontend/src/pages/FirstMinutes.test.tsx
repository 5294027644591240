import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

const cable = makeProduct()

/** An empty inventory, to which the samples can be added. */
function serve({ rights = [] as string[] } = {}) {
  const fake = fakeApi([], { rights })
  const keys: (string | null)[] = []
  const standing = { removable: 0, changed: 0, not_yours: 0 }
  server.use(
    http.get(`${env.apiUrl}/samples/`, () => HttpResponse.json(standing)),
    http.post(`${env.apiUrl}/samples/`, ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      standing.removable = 1
      fake.push('create', cable, { actor: 'ana' })
      return HttpResponse.json({ added: 1 }, { status: 201 })
    }),
    http.delete(`${env.apiUrl}/samples/`, () => {
      standing.removable = 0
      return HttpResponse.json({ removed: 1, changed: 2, not_yours: 0 })
    }),
    http.get(`${env.apiUrl}/account/sessions/`, () => HttpResponse.json([])),
    ...fake.handlers,
  )
  return { ...fake, keys }
}

const steps = () => screen.findByRole('region', { name: 'First steps' })

beforeEach(() => void signInForTest())

describe('the first minutes', () => {
  it('offers three ways to begin on an empty inventory', async () => {
    serve()
    renderApp('/')
    expect(await screen.findByRole('link', { name: 'Add your first product' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Import a spreadsheet' })).toBeVisible()
    expect(await screen.findByRole('button', { name: 'Add sample data' })).toBeVisible()
  })

  it('ticks what happens: sample data, then a change from elsewhere', async () => {
    const { keys, push } = serve()
    const { user } = renderApp('/')
    const region = await steps()
    expect(within(region).getAllByRole('listitem')).toHaveLength(2)
    expect(within(region).getByText('0 of 2 done')).toBeVisible()

    await user.click(await screen.findByRole('button', { name: 'Add sample data' }))
    expect(await within(region).findByText('1 of 2 done')).toBeVisible()
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])

    push('update', { ...cable, name: 'From the phone', version: 9 }, { actor: 'ben' })
    expect(await within(region).findByText('You’re set up')).toBeVisible()
  })

  it('asks admins to invite somebody as well', async () => {
    serve({ rights: ['people:manage'] })
    renderApp('/')
    const region = await steps()
    expect(await within(region).findByText('Invite someone')).toBeVisible()
    expect(within(region).getAllByRole('listitem')).toHaveLength(3)
  })

  it('stays away once it is dismissed', async () => {
    serve()
    const { user } = renderApp('/')
    await user.click(within(await steps()).getByRole('button', { name: 'Dismiss the first steps' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull())
    expect(screen.getByRole('link', { name: 'Add your first product' })).toBeVisible()
  })

  it('removes samples after a question, and says what stays and why', async () => {
    serve()
    const { user } = renderApp('/')
    await user.click(await screen.findByRole('button', { name: 'Add sample data' }))
    await user.click(await screen.findByRole('button', { name: 'Remove sample data' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove 1 sample product?' })
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }))
    expect(await screen.findByText('1 sample product removed')).toBeVisible()
    expect(
      screen.getByText('2 stay because they or their stock have changed.', { exact: false }),
    ).toBeVisible()
  })
})
