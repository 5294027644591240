import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { clearTokens, getAccess, getRefresh } from '@/lib/auth/tokens'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { makePair, signInForTest } from '@/testing/session'

function serve() {
  const fake = fakeApi([makeProduct()])
  server.use(...fake.handlers)
  return fake
}

async function fillIn(user: ReturnType<typeof renderApp>['user'], values: Record<string, string>) {
  for (const [label, value] of Object.entries(values)) {
    await user.type(await screen.findByLabelText(label), value)
  }
}

describe('where nobody can register', () => {
  it('offers no account, and says whom to ask', async () => {
    const { url } = serve()
    server.use(http.get(url('config/'), () => HttpResponse.json({ registration: 'closed' })))
    const { router } = renderApp('/login')
    expect(await screen.findByText('No account yet? Ask an admin for one.')).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Create one' })).toBeNull()
    await act(() => router.navigate('/register'))
    expect(await screen.findByRole('heading', { name: 'Registration is closed' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Create account' })).toBeNull()
  })
})

describe('signing in', () => {
  it('leads back to the page that was asked for, search and all', async () => {
    const { url } = serve()
    server.use(http.post(url('token/'), () => HttpResponse.json(makePair())))
    const { user, address } = renderApp('/my-products?status=low')
    await fillIn(user, { Username: 'ana', Password: 'secret-9' })
    expect(address()).toBe('/login')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('heading', { name: 'My products' })).toBeVisible()
    expect(address()).toBe('/my-products?status=low')
  })

  it('says which of the fields are missing, without asking the server, and focuses the first', async () => {
    serve()
    const { user } = renderApp('/login')
    await user.click(await screen.findByRole('button', { name: 'Sign in' }))
    expect(screen.getByLabelText('Username')).toHaveAccessibleDescription('Enter your username.')
    expect(screen.getByLabelText('Password')).toBeInvalid()
    expect(screen.getByLabelText('Username')).toHaveFocus()
  })

  it('tells a wrong password in a summary that takes the focus', async () => {
    const { url } = serve()
    const refusal = { detail: 'No active account', code: 'no_active_account' }
    server.use(http.post(url('token/'), () => HttpResponse.json(refusal, { status: 401 })))
    const { user } = renderApp('/login')
    await fillIn(user, { Username: 'ana', Password: 'wrong' })
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Incorrect username or password.')
    expect(alert).toHaveFocus()
    expect(getAccess()).toBeNull()
  })

  it('says how long to wait after too many attempts', async () => {
    const { url } = serve()
    const throttled = { detail: 'Request was throttled.', code: 'throttled' }
    server.use(
      http.post(url('token/'), () =>
        HttpResponse.json(throttled, { status: 429, headers: { 'Retry-After': '42' } }),
      ),
    )
    const { user } = renderApp('/login')
    await fillIn(user, { Username: 'ana', Password: 'x' })
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Try again in 42 seconds.')
  })
})

describe('creating an account', () => {
  const filled = { Username: 'ana', Email: 'ana@example.com', Password: '12345678' }

  it('puts the messages of the server on their fields and the others in the summary', async () => {
    const { url } = serve()
    const refusal = {
      username: ['This name is taken.'],
      password: ['This password is too common.', 'This password is entirely numeric.'],
      non_field_errors: ['Registration is closed on Sundays.'],
    }
    server.use(http.post(url('user/register/'), () => HttpResponse.json(refusal, { status: 400 })))
    const { user } = renderApp('/register')
    await fillIn(user, filled)
    await user.click(screen.getByRole('button', { name: 'Create account' }))
    expect(await screen.findByText('This name is taken.')).toBeVisible()
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(
      /too common\. This password is entirely/,
    )
    expect(screen.getByRole('alert')).toHaveTextContent('Registration is closed on Sundays.')
    expect(screen.getByLabelText('Email')).toBeValid()
    await waitFor(() => expect(screen.getByLabelText('Username')).toHaveFocus())
  })

  it('opens no second account when the answer to the first was lost', async () => {
    const { url } = serve()
    const keys: (string | null)[] = []
    server.use(
      http.post(url('user/register/'), ({ request }) => {
        keys.push(request.headers.get('idempotency-key'))
        return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({ id: 3 }, { status: 201 })
      }),
      http.post(url('token/'), () =>
        HttpResponse.json({ detail: 'Wait', code: 'throttled' }, { status: 429 }),
      ),
    )
    const { user } = renderApp('/register')
    await fillIn(user, filled)
    for (const answer of [/Can’t reach/, /Too many attempts/]) {
      await user.click(screen.getByRole('button', { name: 'Create account' }))
      expect(await screen.findByRole('alert')).toHaveTextContent(answer)
    }
    expect(keys[0]).toMatch(/^\w{32}$/)
    expect(keys[1]).toBe(keys[0])

    await user.type(screen.getByLabelText('Email'), 'm')
    await user.click(screen.getByRole('button', { name: 'Create account' }))
    await waitFor(() => expect(keys).toHaveLength(3))
    expect(keys[2]).toBe(keys[0])
  })

  it('asks before it opens a second account, where the answer to the first was lost', async () => {
    const { url } = serve()
    const names: string[] = []
    server.use(
      http.post(url('user/register/'), async ({ request }) => {
        names.push(((await request.json()) as { username: string }).username)
        return names.length === 1 ? HttpResponse.error() : HttpResponse.json({ id: 4 }, { status: 201 })
      }),
      http.post(url('token/'), () => HttpResponse.json(makePair())),
    )
    const { user } = renderApp('/register')
    await fillIn(user, { ...filled, Username: 'anna' })
    const create = () => user.click(screen.getByRole('button', { name: 'Create account' }))
    await create()
    expect(await screen.findByRole('alert')).toHaveTextContent(/Can’t reach/)
    await user.type(screen.getByLabelText('Username'), '2')
    await create()
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(/An account may have been created for .*anna/),
    )
    expect(names).toEqual(['anna'])
    await create()
    expect(await screen.findByRole('heading', { name: 'Inventory' })).toBeVisible()
    expect(names).toEqual(['anna', 'anna2'])
  })

  it('signs in with the new account', async () => {
    const { url } = serve()
    server.use(
      http.post(url('user/register/'), () => HttpResponse.json({ id: 3, username: 'ana' }, { status: 201 })),
      http.post(url('token/'), () => HttpResponse.json(makePair())),
    )
    const { user, address } = renderApp('/register')
    await fillIn(user, filled)
    await user.click(screen.getByRole('button', { name: 'Create account' }))
    expect(await screen.findByRole('heading', { name: 'Inventory' })).toBeVisible()
    expect(address()).toBe('/')
  })
})

describe('the end of a session', () => {
  it('blacklists the refresh token on logging out, and does not remember the page', async () => {
    const { url } = serve()
    const blacklisted: unknown[] = []
    server.use(
      http.post(url('token/blacklist/'), async ({ request }) => {
        blacklisted.push(await request.json())
        return HttpResponse.json({})
      }),
    )
    const { refresh } = signInForTest()
    const { user, router } = renderApp('/my-products')
    await user.click(await screen.findByRole('button', { name: /^Account/ }))
    await user.click(await screen.findByRole('link', { name: 'Sign out' }))
    expect(await screen.findByText('You’ve signed out.')).toBeVisible()
    await waitFor(() => expect(blacklisted).toEqual([{ refresh }]))
    expect(getRefresh()).toBeNull()
    expect(router.state.location.state).toEqual({ signedOut: true })
  })

  it('leads to signing in and remembers the page when the session ends elsewhere', async () => {
    serve()
    signInForTest()
    const { address, router } = renderApp('/?search=usb')
    await screen.findByRole('link', { name: 'USB-C cable' })
    clearTokens()
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(address()).toBe('/login')
    expect(router.state.location.state).toEqual({ from: '/?search=usb', of: 3 })
  })
})

it('has a page for addresses that lead nowhere, with the navigation beside it', async () => {
  serve()
  signInForTest()
  renderApp('/nowhere/at/all')
  expect(await screen.findByRole('heading', { name: 'We couldn’t find that page' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Go to the inventory' })).toHaveAttribute('href', '/')
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible()
})
