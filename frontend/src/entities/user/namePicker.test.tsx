import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { useState } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { createQueryClient } from '@/lib/api/queryClient'
import { env } from '@/lib/env'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { NamePicker } from './NamePicker'

const chosen = vi.fn()
const NAMES = ['ana', 'Andrea', 'ben', 'Marianne']

function Page() {
  const [name, setName] = useState('')
  return (
    <QueryClientProvider client={createQueryClient()}>
      <NamePicker
        label="Who"
        value={name}
        onChange={(next) => {
          chosen(next)
          setName(next)
        }}
      />
      <button type="button">Elsewhere</button>
    </QueryClientProvider>
  )
}

function open() {
  const asked: string[] = []
  server.use(
    http.get(`${env.apiUrl}/people/names/`, ({ request }) => {
      const search = new URL(request.url).searchParams.get('search') ?? ''
      asked.push(search)
      const found = NAMES.filter((name) => name.toLowerCase().includes(search.toLowerCase()))
      return HttpResponse.json(found.map((username) => ({ username })))
    }),
  )
  render(<Page />)
  return { asked, user: userEvent.setup(), field: screen.getByRole('combobox', { name: 'Who' }) }
}

beforeEach(() => {
  signInForTest()
  chosen.mockClear()
})

it('offers names by a part of them, and takes the one that is marked', async () => {
  const { user, field } = open()
  await user.type(field, 'an')
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3))
  await user.keyboard('{ArrowDown}{ArrowDown}')
  const marked = screen.getByRole('option', { name: 'Andrea' })
  expect(marked).toHaveAttribute('aria-selected', 'true')
  expect(field).toHaveAttribute('aria-activedescendant', marked.id)
  await user.keyboard('{Enter}')
  expect(chosen.mock.calls).toEqual([['Andrea']])
  expect(field).toHaveValue('Andrea')
})

it('takes a name that is pressed', async () => {
  const { user, field } = open()
  await user.click(field)
  await user.click(await screen.findByRole('option', { name: 'ben' }))
  expect(chosen.mock.calls).toEqual([['ben']])
})

it('takes the only one that it can be, and the exact one before others', async () => {
  const { user, field } = open()
  await user.type(field, 'mari')
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
  await user.keyboard('{Enter}')
  expect(chosen.mock.calls).toEqual([['Marianne']])
  await user.clear(field)
  await user.type(field, 'ANA')
  await screen.findByRole('option', { name: 'ana' })
  await user.keyboard('{Enter}')
  expect(chosen).toHaveBeenLastCalledWith('ana')
})

it('takes a name that nobody has any more, and nobody when it is emptied', async () => {
  const { user, field } = open()
  await user.type(field, 'zoe')
  await user.click(screen.getByRole('button', { name: 'Elsewhere' }))
  expect(chosen).toHaveBeenLastCalledWith('zoe')
  await user.clear(field)
  await user.keyboard('{Enter}')
  expect(chosen).toHaveBeenLastCalledWith('')
})

it('says that nobody has a name, also of one that was taken in haste, until it is left', async () => {
  const { user, field } = open()
  await user.type(field, 'an')
  await screen.findAllByRole('option')
  expect(screen.queryByText('Nobody has this name')).toBeNull()
  await user.type(field, 'x{Enter}')
  expect(chosen).toHaveBeenLastCalledWith('anx')
  expect(await screen.findByText('Nobody has this name')).toBeVisible()
  expect(field).toHaveAccessibleDescription('Nobody has this name')
  expect(screen.queryByRole('listbox')).toBeNull()
  await user.keyboard('{Escape}')
  expect(screen.queryByText('Nobody has this name')).toBeNull()
  await user.type(field, 'y')
  expect(await screen.findByText('Nobody has this name')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Elsewhere' }))
  expect(screen.queryByText('Nobody has this name')).toBeNull()
  expect(chosen).toHaveBeenLastCalledWith('anxy')
})

it('closes its names with Escape and keeps what is typed', async () => {
  const { user, field } = open()
  await user.type(field, 'an')
  await screen.findAllByRole('option')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('option')).toBeNull()
  expect(field).toHaveValue('an')
  expect(chosen).not.toHaveBeenCalled()
})
