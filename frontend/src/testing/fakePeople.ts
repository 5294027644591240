import { HttpResponse, http } from 'msw'
import type { Answer } from '@/lib/api/types'
import { ANA } from './makers'
import { makePair } from './session'

type Account = Answer<'Person'>
type Invitation = Answer<'Invitation'>
type Device = Answer<'SignInRecord'>

const JOINED = '2026-11-20T10:00:00Z'
const EXPIRES = '2026-12-06T10:00:00Z'
export const LINK = 'http://localhost/join#secret-1'

function makeAccount(part: Partial<Account>): Account {
  return {
    id: 4,
    username: 'ben',
    email: 'ben@example.com',
    role: 'viewer',
    is_active: true,
    is_staff: false,
    date_joined: JOINED,
    last_seen: null,
    service: false,
    ...part,
  }
}

/** Accounts, invitations and devices as the server keeps them. Ana asks, whatever she may; `changeMe` changes her. */
export function fakePeople(
  url: (path: string) => string,
  changeMe: (part: Record<string, unknown>) => object,
) {
  const people = [makeAccount({ id: ANA.id, username: 'ana', role: 'admin' }), makeAccount({})]
  const invitations: Invitation[] = []
  const devices: Device[] = ['here', 'there'].map((id) => ({
    id,
    created_at: JOINED,
    last_seen: JOINED,
    address: '192.0.2.7',
    agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
    is_current: id === 'here',
  }))
  const sent: { method: string; path: string; body: unknown }[] = []
  const password = 'correct-horse-9'

  async function read(request: Request) {
    const body = request.method === 'DELETE' && !request.body ? null : await request.json().catch(() => null)
    sent.push({ method: request.method, path: new URL(request.url).pathname, body })
    return (body ?? {}) as Record<string, string>
  }
  const wrong = (field: string) => HttpResponse.json({ [field]: ['Incorrect password.'] }, { status: 400 })

  const handlers = [
    http.get(url('people/names/'), ({ request }) => {
      const search = new URL(request.url).searchParams.get('search')?.toLowerCase() ?? ''
      const found = people.filter(({ username }) => username.includes(search))
      return HttpResponse.json(found.map(({ username }) => ({ username })))
    }),
    http.get(url('people/'), () => HttpResponse.json(people)),
    http.patch(url('people/:id/'), async ({ request, params }) => {
      const part = await read(request)
      const person = people.find(({ id }) => id === Number(params.id))
      if (!person) return HttpResponse.json({ detail: 'Not found.', code: 'not_found' }, { status: 404 })
      const admins = people.filter(({ role, is_active }) => role === 'admin' && is_active)
      if (admins.length === 1 && admins[0] === person && part.role !== 'admin') {
        const detail = 'This is the last active admin. Make someone else an admin first.'
        return HttpResponse.json({ detail, code: 'last_admin' }, { status: 409 })
      }
      return HttpResponse.json(Object.assign(person, part))
    }),
    http.post(url('people/:id/reset-link/'), async ({ request }) => {
      await read(request)
      return HttpResponse.json(
        { link: 'http://localhost/reset#secret-2', expires_at: EXPIRES },
        { status: 201 },
      )
    }),
    http.get(url('invitations/'), () => HttpResponse.json(invitations)),
    http.post(url('invitations/'), async ({ request }) => {
      const { role, email = '' } = await read(request)
      const made = {
        id: invitations.length + 1,
        role: role as Invitation['role'],
        email,
        created_by: 'ana',
        created_at: JOINED,
        expires_at: EXPIRES,
        used_at: null,
        used_by: null,
      }
      invitations.unshift(made)
      return HttpResponse.json({ ...made, link: LINK }, { status: 201 })
    }),
    http.delete(url('invitations/:id/'), async ({ request, params }) => {
      await read(request)
      invitations.splice(
        invitations.findIndex(({ id }) => id === Number(params.id)),
        1,
      )
      return new HttpResponse(null, { status: 204 })
    }),
    http.get(url('account/sessions/'), () => HttpResponse.json(devices)),
    http.delete(url('account/sessions/:id/'), async ({ request, params }) => {
      await read(request)
      devices.splice(
        devices.findIndex(({ id }) => id === params.id),
        1,
      )
      return new HttpResponse(null, { status: 204 })
    }),
    http.post(url('account/password/'), async ({ request }) => {
      const { old_password } = await read(request)
      return old_password === password ? HttpResponse.json(makePair()) : wrong('old_password')
    }),
    http.patch(url('account/'), async ({ request }) => HttpResponse.json(changeMe(await read(request)))),
    http.delete(url('account/'), async ({ request }) => {
      const body = await read(request)
      return body.password === password ? new HttpResponse(null, { status: 204 }) : wrong('password')
    }),
  ]
  return { handlers, people, invitations, devices, sent, password }
}
