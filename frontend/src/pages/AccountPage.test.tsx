import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getQuickReason } from '@/entities/movement/quickReasons'
import { getAccess } from '@/lib/auth/tokens'
import { setOfferedReasons } from '@/lib/offeredReasons'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => void signInForTest())

async function open() {
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  const view = renderApp('/account')
  await screen.findByDisplayValue('ana@example.com')
  return { ...fake, ...view }
}

describe('the profile', () => {
  it('asks for the password when the address is another, and not for a name alone', async () => {
    const { people, user } = await open()
    const save = screen.getByRole('button', { name: 'Save' })
    await user.type(screen.getByLabelText('Username'), '2')
    await user.click(save)
    await waitFor(() => expect(people.sent[0]?.body).toEqual({ username: 'ana2' }))

    await user.clear(screen.getByLabelText('Email'))
    await user.type(screen.getByLabelText('Email'), 'ana@new.example')
    await user.click(save)
    const [confirmation] = await screen.findAllByLabelText('Current password')
    expect(confirmation).toBeInvalid()
    expect(people.sent).toHaveLength(1)
    await user.type(confirmation as HTMLElement, people.password)
    await user.click(save)
    // The name is no longer for this form to write: it may have been changed on another device.
    const address = { email: 'ana@new.example', password: people.password }
    await waitFor(() => expect(people.sent[1]?.body).toEqual(address))
  })
})

it('knows what one does oneself under another name', async () => {
  const { people, user, push, tellHere } = await open()
  const pill = await screen.findByRole('button', { name: /^Connection: Live/ })
  await user.type(screen.getByLabelText('Username'), '2')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(people.sent).toHaveLength(1))
  await screen.findByText('Profile saved')
  tellHere(['ana2', 'ben'])
  await waitFor(() => expect(pill).toHaveAccessibleName('Connection: Live 1 other person is here'))
  const low = { quantity: 1, is_low_stock: true, version: 2 }
  push('update', makeProduct(low), { actor: 'ana2', alert: 'low' })
  push('update', makeProduct({ ...low, id: 2, name: 'Rope' }), { actor: 'ben', alert: 'low' })
  expect(await screen.findByText('Rope is low', undefined, { timeout: 5000 })).toBeVisible()
})

describe('the password', () => {
  it('is changed with the old one; this device goes on with another token', async () => {
    const { people, user } = await open()
    const before = getAccess()
    const change = screen.getByRole('button', { name: 'Change password' })
    await user.type(screen.getByLabelText('Current password'), 'wrong')
    await user.type(screen.getByLabelText('New password'), 'battery-staple-7')
    await user.click(change)
    expect(await screen.findByText('Incorrect password.')).toBeVisible()
    expect(getAccess()).toBe(before)

    await user.clear(screen.getByLabelText('Current password'))
    await user.type(screen.getByLabelText('Current password'), people.password)
    await user.click(change)
    expect(await screen.findByText('Password changed')).toBeVisible()
    expect(getAccess()).not.toBe(before)
    expect(screen.getByLabelText('New password')).toHaveValue('')
  })
})

describe('the devices', () => {
  it('are listed, and all but this one can be signed out', async () => {
    const { people, user } = await open()
    const list = await screen.findByRole('list', { name: 'Devices' })
    expect(within(list).getAllByText('Chrome on Linux')).toHaveLength(2)
    await user.click(within(list).getByRole('button', { name: 'Sign out of Chrome on Linux' }))
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(1))
    expect(people.devices.map(({ id }) => id)).toEqual(['here'])
    expect(within(list).queryByRole('button')).toBeNull()
    await waitFor(() => expect(list).toHaveFocus())
  })
})

describe('the quick buttons', () => {
  afterEach(() => setOfferedReasons(undefined))

  it('record what is chosen here, of what the place offers', async () => {
    const { place, tellChanged, user } = await open()
    const quick = within(await screen.findByRole('region', { name: 'Quick buttons' }))
    expect(quick.getByText('Quick − records as')).toBeVisible()
    expect(quick.getByLabelText('Quick + records as')).toHaveValue('receive')
    const minus = quick.getByLabelText('Quick − records as')
    expect(minus).toHaveValue('sale')
    await user.selectOptions(minus, 'Damage')
    expect(minus).toHaveValue('damage')
    expect([getQuickReason('remove'), getQuickReason('add')]).toEqual(['damage', 'receive'])
    place.now = { ...place.now, reasons: ['loss'] }
    tellChanged('config')
    await waitFor(() => expect(minus).toHaveValue('loss'))
    expect(
      within(minus)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['Loss', 'Correction'])
  })

  it('are nothing to choose for those who change no stock', async () => {
    const { setRole } = await open()
    await screen.findByRole('region', { name: 'Quick buttons' })
    setRole('viewer', [])
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Quick buttons' })).toBeNull())
  })
})

describe('the end of an account', () => {
  it('asks for the password, then signs out', async () => {
    const { people, user } = await open()
    await user.click(screen.getByRole('button', { name: 'Delete my account' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete your account?' }))
    const end = dialog.getByRole('button', { name: 'Delete account' })
    await user.click(end)
    expect(people.sent).toEqual([])
    await user.type(dialog.getByLabelText('Confirm with your password'), 'wrong')
    await user.click(end)
    expect(await dialog.findByText('Incorrect password.')).toBeVisible()
    await user.clear(dialog.getByLabelText('Confirm with your password'))
    await user.type(dialog.getByLabelText('Confirm with your password'), people.password)
    await user.click(end)
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(getAccess()).toBeNull()
  })
})

it('offers to confirm an address that is not, where there is mail', async () => {
  const fake = fakeApi([makeProduct()])
  const asked: string[] = []
  server.use(
    http.get(fake.url('account/'), () =>
      HttpResponse.json({
        id: 3,
        username: 'ana',
        email: 'ana@example.com',
        role: 'viewer',
        rights: [],
        admins: [],
      }),
    ),
    http.post(fake.url('account/email/'), ({ request }) => {
      asked.push(request.method)
      return HttpResponse.json({ detail: '' }, { status: 202 })
    }),
    ...fake.handlers,
  )
  const { user } = renderApp('/account')
  await user.click(await screen.findByRole('button', { name: 'Send confirmation link' }))
  expect(await screen.findByText('Link sent. Check your email.')).toBeVisible()
  expect(asked).toEqual(['POST'])
})
