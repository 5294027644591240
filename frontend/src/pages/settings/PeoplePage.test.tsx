import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { LINK } from '@/testing/fakePeople'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

async function open(rights = ['people:manage']) {
  const fake = fakeApi([makeProduct()], { rights })
  server.use(...fake.handlers)
  const view = renderApp('/settings/people')
  await screen.findByRole('heading', { name: rights.length > 0 ? 'Settings' : 'This page is for admins' })
  return { ...fake, ...view }
}

describe('the people', () => {
  it('are shown with what they may do, and a role is changed at once', async () => {
    const { people, user } = await open()
    const role = await screen.findByRole('combobox', { name: 'Role of ben' })
    expect(role).toHaveValue('viewer')
    await user.selectOptions(role, 'Manager')
    expect(await screen.findByText('ben is now a manager')).toBeVisible()
    expect(role).toHaveValue('manager')
    expect(people.sent).toEqual([{ method: 'PATCH', path: '/api/people/4/', body: { role: 'manager' } }])
  })

  it('say when the last admin would go, after asking, and the role stays', async () => {
    const { people, user } = await open()
    const role = await screen.findByRole('combobox', { name: 'Role of ana' })
    await user.selectOptions(role, 'Viewer')
    const question = await screen.findByRole('alertdialog', { name: 'Give up your admin role?' })
    expect(people.sent).toEqual([])
    await user.click(within(question).getByRole('button', { name: 'Give it up' }))
    expect(await screen.findByText(/last active admin/)).toBeVisible()
    await waitFor(() => expect(role).toHaveValue('admin'))
  })

  it('are deactivated after asking, and activated again', async () => {
    const { people, user } = await open()
    await user.click(await screen.findByRole('button', { name: 'More actions for ben' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Deactivate' }))
    const question = await screen.findByRole('alertdialog', { name: 'Deactivate ben?' })
    await user.click(within(question).getByRole('button', { name: 'Deactivate' }))
    expect(await screen.findByText('Deactivated')).toBeVisible()
    expect(people.sent.at(-1)?.body).toEqual({ is_active: false })
    await user.click(await screen.findByRole('button', { name: 'More actions for ben' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Activate' }))
    await waitFor(() => expect(screen.queryByText('Deactivated')).toBeNull())
  })

  it('are given a link for a new password', async () => {
    const { user } = await open()
    await user.click(await screen.findByRole('button', { name: 'More actions for ben' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Reset link' }))
    await user.click(await screen.findByRole('button', { name: 'Create link' }))
    expect(await screen.findByLabelText('Link')).toHaveValue('http://localhost/reset#secret-2')
  })
})

describe('an invitation', () => {
  it('is made with a role, shows its link once, and is taken back', async () => {
    const { people, user } = await open()
    await user.click(await screen.findByRole('button', { name: 'Invite' }))
    await user.click(await screen.findByRole('radio', { name: /^Manager/ }))
    await user.type(screen.getByLabelText(/^Email/), 'cid@example.com')
    await user.click(screen.getByRole('button', { name: 'Create link' }))
    expect(await screen.findByLabelText('Link')).toHaveValue(LINK)
    expect(screen.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
    expect(people.sent[0]?.body).toEqual({ role: 'manager', email: 'cid@example.com', days: 7 })

    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await navigator.clipboard.readText()).toBe(LINK)
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await waitFor(() => expect(screen.queryByLabelText('Link')).toBeNull())
    await user.click(await screen.findByRole('button', { name: 'Revoke the invitation for cid@example.com' }))
    const question = await screen.findByRole('alertdialog')
    await user.click(within(question).getByRole('button', { name: 'Revoke' }))
    await waitFor(() => expect(people.invitations).toEqual([]))
    await waitFor(() => expect(screen.queryByText('cid@example.com')).toBeNull())
    // It was the last, and its list has gone with it.
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus())
  })

  it('is not sent with an address that is none', async () => {
    const { people, user } = await open()
    await user.click(await screen.findByRole('button', { name: 'Invite' }))
    await user.type(await screen.findByLabelText(/^Email/), 'cid')
    await user.click(screen.getByRole('button', { name: 'Create link' }))
    expect(screen.getByLabelText(/^Email/)).toHaveAccessibleDescription(/Enter an email address/)
    expect(people.sent).toEqual([])
  })
})

it('is for admins: others are told whom to ask, and nothing is fetched for them', async () => {
  await open([])
  expect(screen.getByText('Ask root if you need something changed here.')).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Settings' })).toBeNull()
})
