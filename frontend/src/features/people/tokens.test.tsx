import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { SECRET } from '@/testing/fakeTokens'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

function open(path = '/account', rights: string[] = []) {
  const fake = fakeApi([makeProduct()], { rights })
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

describe('tokens', () => {
  it('are made with a name and scopes, shown once, and deleted after asking', async () => {
    const { user, tokens } = open()
    await user.click(await screen.findByRole('button', { name: 'New token' }))
    const form = within(await screen.findByRole('dialog', { name: 'New token' }))
    expect(form.queryByRole('checkbox', { name: /admin/ })).toBeNull()
    await user.click(form.getByRole('checkbox', { name: /^Read/ }))
    await user.click(form.getByRole('button', { name: 'Create token' }))
    expect(form.getByLabelText('Name')).toBeInvalid()
    expect(form.getByText('Choose what the token can do.')).toBeVisible()
    expect(tokens.sent).toEqual([])

    await user.type(form.getByLabelText('Name'), 'Label printer')
    await user.click(form.getByRole('checkbox', { name: /^Read/ }))
    await user.click(form.getByRole('checkbox', { name: /^Adjust stock/ }))
    await user.selectOptions(form.getByLabelText('Valid for'), '90 days')
    await user.click(form.getByRole('button', { name: 'Create token' }))
    const made = within(await screen.findByRole('dialog', { name: 'Your new token' }))
    expect(made.getByLabelText('Token')).toHaveValue(SECRET)
    expect(made.queryByRole('img')).toBeNull()
    const [sent] = tokens.sent
    expect(sent).toMatchObject({ name: 'Label printer', scopes: ['read', 'stock'] })
    const days = (Date.parse(String(sent?.expires_at)) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(90)

    await user.click(made.getByRole('button', { name: 'Done' }))
    const list = await screen.findByRole('list', { name: 'Tokens' })
    expect(within(list).getByText('Read, Adjust stock')).toBeVisible()
    expect(within(list).getByText('never used')).toBeVisible()
    await user.click(within(list).getByRole('button', { name: 'Delete the token Label printer' }))
    const question = within(await screen.findByRole('alertdialog'))
    await user.click(question.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('No tokens yet.')).toBeVisible()
  })

  it('that may only read come with a link for a wall screen', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'New token' }))
    await user.type(await screen.findByLabelText('Name'), 'Wall')
    await user.click(screen.getByRole('button', { name: 'Create token' }))
    const link = await screen.findByLabelText('Link for a wall screen')
    expect(link).toHaveValue(`${window.location.origin}/wall#token=${SECRET}`)
    expect(screen.getByRole('img', { name: 'QR code of the link for a wall screen' })).toBeVisible()
  })
})

describe('service accounts', () => {
  it('are opened by admins, and their first token is the next step', async () => {
    const { user, tokens, people } = open('/settings/people', ['people:manage'])
    await user.click(await screen.findByRole('button', { name: 'New service account' }))
    const form = within(await screen.findByRole('dialog', { name: 'New service account' }))
    expect(form.queryByRole('radio', { name: /^Admin/ })).toBeNull()
    await user.type(form.getByLabelText('Name'), 'ben')
    await user.click(form.getByRole('button', { name: 'Create account' }))
    expect(await form.findByText('This name is taken.')).toBeVisible()
    await user.clear(form.getByLabelText('Name'))
    await user.type(form.getByLabelText('Name'), 'wall')
    await user.click(form.getByRole('button', { name: 'Create account' }))

    const list = within(await screen.findByRole('dialog', { name: 'Tokens of wall' }))
    await user.click(await list.findByRole('button', { name: 'New token' }))
    await user.type(await screen.findByLabelText('Name'), 'Screen')
    await user.click(screen.getByRole('button', { name: 'Create token' }))
    await screen.findByLabelText('Link for a wall screen')
    expect(tokens.sent[0]).toMatchObject({ name: 'Screen', scopes: ['read'], user: 90 })
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await user.keyboard('{Escape}')

    const role = await screen.findByRole('combobox', { name: 'Role of wall' })
    expect(within(role).queryByRole('option', { name: 'Admin' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'More actions for wall' }))
    expect(screen.queryByRole('menuitem', { name: 'Reset link' })).toBeNull()
    await user.click(await screen.findByRole('menuitem', { name: 'Delete account' }))
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete account' }),
    )
    expect(await screen.findByText('wall deleted')).toBeVisible()
    expect(people.people.map(({ username }) => username)).toEqual(['ana', 'ben'])
  })
})
