import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AuditEntry } from '@/entities/trail/types'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

const ENTRIES: AuditEntry[] = [
  {
    id: 2,
    at: '2026-11-20T10:00:00Z',
    actor: 'ben',
    source: 'admin',
    via: null,
    action: 'update',
    kind: 'account',
    object: '4',
    label: 'cid',
    address: '192.0.2.7',
    changes: [
      { field: 'groups', old: [], new: ['Role: viewer'], hidden: false },
      { field: 'password', old: null, new: null, hidden: true },
    ],
  },
  {
    id: 1,
    at: '2026-11-20T09:00:00Z',
    actor: null,
    source: 'api',
    via: null,
    action: 'refused',
    kind: 'account',
    object: '4',
    label: 'cid',
    address: '',
    changes: [],
  },
]

async function open(entries = ENTRIES) {
  const fake = fakeApi([makeProduct()], { rights: ['people:manage', 'audit:read'] })
  const asked: URLSearchParams[] = []
  server.use(
    ...fake.handlers,
    http.get(fake.url('audit/'), ({ request }) => {
      const query = new URL(request.url).searchParams
      asked.push(query)
      const found = entries.filter(({ action }) => !query.get('action') || query.get('action') === action)
      return HttpResponse.json(found, { headers: { 'X-Total-Count': String(found.length) } })
    }),
  )
  const view = renderApp('/settings/audit')
  await screen.findByRole('heading', { name: 'Settings' })
  return { ...fake, ...view, asked }
}

describe('the audit trail', () => {
  it('tells who did what, by which way, from where, and from what to what', async () => {
    await open()
    const row = within(await screen.findByRole('table', { name: 'Audit trail' })).getAllByRole('row')[1]
    expect(row).toHaveTextContent(/ben.*on the admin pages.*192\.0\.2\.7.*Changed.*cid.*Account/)
    expect(row).toHaveTextContent(/Groups.*none.*Role: viewer/)
    expect(row).toHaveTextContent(/Password changed/)
  })

  it('is filtered, and the address says by what', async () => {
    const { user, asked } = await open()
    await screen.findByText('Sign-in refused', { selector: 'td' })
    await user.selectOptions(screen.getByLabelText('Action'), 'Changed')
    await waitFor(() => expect(screen.queryByText('Sign-in refused', { selector: 'td' })).toBeNull())
    await user.type(screen.getByLabelText('Who'), 'ben{Enter}')
    await waitFor(() => expect(asked.at(-1)?.get('actor')).toBe('ben'))
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(await screen.findByText('Sign-in refused', { selector: 'td' })).toBeVisible()
  })

  it('says when nothing matches', async () => {
    await open([])
    expect(await screen.findByText('Nothing has happened yet')).toBeVisible()
  })
})
