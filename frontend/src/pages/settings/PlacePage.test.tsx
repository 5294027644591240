import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { getQuickReason, reasonsFor } from '@/entities/movement/quickReasons'
import type { Answer } from '@/lib/api/types'
import { offeredReasons, setOfferedReasons } from '@/lib/offeredReasons'
import { setPlaceName } from '@/lib/placeName'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'

beforeEach(() => {
  signInForTest()
  setPlaceName('')
  setOfferedReasons(undefined)
})

function open(path: string, rights = ['place:manage']) {
  const fake = fakeApi([makeProduct({ price: '12.50' })], { rights })
  server.use(...fake.handlers)
  return { ...fake, ...renderApp(path) }
}

it('is set by admins: the name at once in the corner and in the title', async () => {
  const { place, user } = open('/settings/place')
  await user.type(await screen.findByLabelText(/^Name of the place/), 'Corner shop')
  await user.selectOptions(screen.getByLabelText('Currency'), 'CHF')
  await user.type(screen.getByLabelText(/^Days in the trash/), '9')
  await user.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByText('Settings saved')).toBeVisible()
  expect(place.sent).toEqual([{ name: 'Corner shop', currency: 'CHF', trash_days: 9 }])
  expect(await screen.findByRole('link', { name: 'Corner shop' })).toBeVisible()
  await waitFor(() => expect(document.title).toBe('Place · Corner shop'))
})

it('follows the server where a field is left empty', async () => {
  const fake = fakeApi([makeProduct()], { rights: ['place:manage'] })
  server.use(...fake.handlers)
  const { place } = fake
  const reasons: Answer<'Place'>['reasons'] = ['sale']
  place.now = { ...place.now, currency: 'CHF', trash_days: 9, registration: 'open', reasons }
  const { user } = renderApp('/settings/place')
  await user.clear(await screen.findByLabelText(/^Days in the trash/))
  await user.selectOptions(screen.getByLabelText('Currency'), '')
  await user.selectOptions(screen.getByLabelText('Who can create an account'), '')
  for (const name of ['Received', 'Return', 'Damage', 'Loss']) {
    await user.click(screen.getByRole('checkbox', { name }))
  }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await screen.findByText('Settings saved')
  expect(place.sent).toEqual([{ currency: '', trash_days: null, registration: '', reasons: null }])
})

it('writes what was changed here, and takes over what another admin has changed meanwhile', async () => {
  const { place, user, tellChanged } = open('/settings/place')
  const name = await screen.findByLabelText(/^Name of the place/)
  await user.type(name, 'Dep')
  place.now = { ...place.now, name: 'Shop', currency: 'USD', trash_days: 5 }
  tellChanged('config')
  await waitFor(() => expect(screen.getByLabelText(/^Days in the trash/)).toHaveValue('5'))
  expect(screen.getByLabelText('Currency')).toHaveValue('USD')
  expect(name).toHaveValue('Dep')
  // Of this the form has not heard yet.
  place.now = { ...place.now, currency: 'CHF' }
  await user.type(name, 'ot')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await screen.findByText('Settings saved')
  expect(place.sent).toEqual([{ name: 'Depot' }])
  expect(place.now).toMatchObject({ name: 'Depot', currency: 'CHF', trash_days: 5 })
  await waitFor(() => expect(screen.getByLabelText('Currency')).toHaveValue('CHF'))
})

it('names the field that is wrong', async () => {
  const { place, user } = open('/settings/place')
  const days = await screen.findByLabelText(/^Days in the trash/)
  await user.type(days, '0')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(days).toHaveAccessibleDescription(/whole number of days/)
  expect(place.sent).toEqual([])

  await user.clear(days)
  await user.type(screen.getByLabelText(/^Name of the place/), 'Refused')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Not this name.')).toBeVisible()
})

it('is not for others', async () => {
  open('/settings/place', [])
  expect(await screen.findByRole('heading', { name: 'This page is for admins' })).toBeVisible()
})

it('changes how an open screen writes money, without a reload', async () => {
  const { place, tellChanged } = open('/', [])
  expect((await screen.findAllByText('€12.50'))[0]).toBeVisible()
  place.now = { ...place.now, currency: 'GBP', name: 'Corner shop' }
  tellChanged('config')
  expect((await screen.findAllByText('£12.50'))[0]).toBeVisible()
  expect(screen.queryByText('€12.50')).toBeNull()
  expect(await screen.findByRole('link', { name: 'Corner shop' })).toBeVisible()
})

it('offers the reasons that are chosen, on open screens at once', async () => {
  const { place, user } = open('/settings/place')
  await user.click(await screen.findByRole('checkbox', { name: 'Sale' }))
  await user.click(screen.getByRole('checkbox', { name: 'Damage' }))
  await user.selectOptions(screen.getByLabelText('Who can create an account'), 'Invited people')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await screen.findByText('Settings saved')
  expect(place.sent).toEqual([{ registration: 'invite', reasons: ['receive', 'return', 'loss'] }])
  await waitFor(() => expect(offeredReasons.get()).toEqual(['receive', 'return', 'loss']))
  expect(reasonsFor('remove')).toEqual(['loss', 'correction'])
  expect(reasonsFor('set')).toEqual(['count', 'correction'])
  // − records a sale only where sales are offered.
  expect(getQuickReason('remove')).toBe('loss')
  expect(getQuickReason('add')).toBe('receive')
})
