import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { getAccess } from '@/lib/auth/tokens'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { makePair, signInForTest } from '@/testing/session'

const INVITED = {
  purpose: 'invitation',
  role: 'viewer',
  email: 'cid@example.com',
  invited_by: 'root',
  expires_at: '',
}
const GONE = { detail: 'This invitation was used or has expired.', code: 'invitation_gone' }

function serve({ read = INVITED as object, status = 200 } = {}) {
  const { url, handlers } = fakeApi([makeProduct()])
  const registered: unknown[] = []
  server.use(
    ...handlers,
    http.post(url('invitations/read/'), async ({ request }) => {
      expect(await request.json()).toEqual({ code: 'secret-1' })
      return HttpResponse.json(read, { status })
    }),
    http.post(url('user/register/'), async ({ request }) => {
      registered.push(await request.json())
      return HttpResponse.json({ id: 3, username: 'cid' }, { status: 201 })
    }),
    http.post(url('token/'), () => HttpResponse.json(makePair())),
  )
  return { registered, url }
}

describe('an invitation', () => {
  it('says who invites as what, makes the account with its secret, and leads into the app', async () => {
    const { registered } = serve()
    const { user, address } = renderApp('/join#secret-1')
    expect(await screen.findByText(/root invited you to join as a viewer\./)).toBeVisible()
    expect(screen.getByLabelText('Email')).toHaveValue('cid@example.com')
    await user.type(screen.getByLabelText('Username'), 'cid')
    await user.type(screen.getByLabelText('Password'), 'battery-staple-7')
    await user.click(screen.getByRole('button', { name: 'Join' }))
    expect(await screen.findByRole('heading', { name: 'Inventory' })).toBeVisible()
    expect(address()).toBe('/')
    const account = { username: 'cid', email: 'cid@example.com', password: 'battery-staple-7' }
    expect(registered).toEqual([{ ...account, invitation: 'secret-1' }])
  })

  it('says when it no longer works, before and after the form', async () => {
    const { url } = serve()
    server.use(http.post(url('user/register/'), () => HttpResponse.json(GONE, { status: 410 })))
    const { user, unmount } = renderApp('/join#secret-1')
    await user.type(await screen.findByLabelText('Username'), 'cid')
    await user.type(screen.getByLabelText('Password'), 'battery-staple-7')
    await user.click(screen.getByRole('button', { name: 'Join' }))
    expect(await screen.findByRole('heading', { name: 'This invitation no longer works' })).toBeVisible()
    expect(getAccess()).toBeNull()
    unmount()

    serve({ read: GONE, status: 410 })
    renderApp('/join#secret-1')
    expect(await screen.findByRole('heading', { name: 'This invitation no longer works' })).toBeVisible()
  })

  it('makes the first account where it is a set-up link', async () => {
    serve({ read: { ...INVITED, purpose: 'setup', role: 'admin', email: '', invited_by: null } })
    renderApp('/join#secret-1')
    expect(await screen.findByRole('heading', { name: 'Set up LR Inventory' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Create account' })).toBeVisible()
  })

  it('is not for who is signed in', async () => {
    serve()
    signInForTest()
    renderApp('/join#secret-1')
    expect(await screen.findByRole('heading', { name: 'You’re already signed in' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Join' })).toBeNull()
  })

  it('can be asked about again when the server was away', async () => {
    const { url } = serve()
    server.use(http.post(url('invitations/read/'), () => HttpResponse.error(), { once: true }))
    const { user } = renderApp('/join#secret-1')
    await user.click(await screen.findByRole('button', { name: 'Retry' }))
    expect(await screen.findByText(/root invited you/)).toBeVisible()
  })
})

describe('a reset link', () => {
  it('sets a new password once', async () => {
    const { url } = serve()
    const sent: unknown[] = []
    server.use(
      http.post(url('account/password/reset/read/'), () =>
        HttpResponse.json({ username: 'ana', expires_at: '' }),
      ),
      http.post(url('account/password/reset/confirm/'), async ({ request }) => {
        sent.push(await request.json())
        return sent.length === 1
          ? HttpResponse.json({ password: ['This password is too common.'] }, { status: 400 })
          : new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = renderApp('/reset#secret-2')
    await user.type(await screen.findByLabelText('New password'), '12345678')
    await user.click(screen.getByRole('button', { name: 'Save password' }))
    expect(await screen.findByText('This password is too common.')).toBeVisible()
    await user.clear(screen.getByLabelText('New password'))
    await user.type(screen.getByLabelText('New password'), 'battery-staple-7')
    await user.click(screen.getByRole('button', { name: 'Save password' }))
    expect(await screen.findByRole('heading', { name: 'Your password has been changed' })).toBeVisible()
    expect(sent[1]).toEqual({ code: 'secret-2', password: 'battery-staple-7' })
  })
})

describe('a forgotten password', () => {
  it('says the same whether the address is known, and whom to ask where there is no mail', async () => {
    const { url } = serve()
    const sent: unknown[] = []
    server.use(
      http.post(url('account/password/reset/'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ detail: '' })
      }),
    )
    const { user, unmount } = renderApp('/forgot-password')
    await user.type(await screen.findByLabelText('Email'), 'ana@example.com')
    await user.click(screen.getByRole('button', { name: 'Send link' }))
    expect(await screen.findByRole('heading', { name: 'Check your email' })).toBeVisible()
    expect(sent).toEqual([{ email: 'ana@example.com' }])
    unmount()

    server.use(http.get(url('config/'), () => HttpResponse.json({ registration: 'invite', mail: false })))
    renderApp('/forgot-password')
    expect(await screen.findByText(/can’t send email/)).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Send link' })).toBeNull())
  })
})
