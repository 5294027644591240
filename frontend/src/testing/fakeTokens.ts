import { HttpResponse, http } from 'msw'
import type { Answer } from '@/lib/api/types'

type Token = Answer<'ApiToken'>
type Account = Answer<'Person'>

const MADE = '2026-11-20T10:00:00Z'
export const SECRET = 'lri_0123456789abcdefghijklmnopqrstuvwxyzAB'

/** Tokens and service accounts as the server keeps them; `people` are the accounts. */
export function fakeTokens(url: (path: string) => string, people: Account[]) {
  const tokens: Token[] = []
  const sent: Record<string, unknown>[] = []
  const handlers = [
    http.get(url('tokens/'), ({ request }) => {
      const user = new URL(request.url).searchParams.get('user')
      return HttpResponse.json(tokens.filter((token) => user === null || token.user === Number(user)))
    }),
    http.post(url('tokens/'), async ({ request }) => {
      const body = (await request.json()) as Token
      sent.push({ ...body })
      const made: Token = {
        ...body,
        id: tokens.length + 1,
        user: body.user ?? 3,
        created_by: 'ana',
        created_at: MADE,
        last_used_at: null,
      }
      tokens.unshift(made)
      return HttpResponse.json({ ...made, token: SECRET }, { status: 201 })
    }),
    http.delete(url('tokens/:id/'), ({ params }) => {
      tokens.splice(
        tokens.findIndex(({ id }) => id === Number(params.id)),
        1,
      )
      return new HttpResponse(null, { status: 204 })
    }),
    http.post(url('people/'), async ({ request }) => {
      const { username, role } = (await request.json()) as Account
      if (people.some((person) => person.username === username)) {
        const detail = 'This name is taken.'
        return HttpResponse.json({ username: [detail] }, { status: 400 })
      }
      const account: Account = {
        id: 90,
        username,
        email: '',
        role,
        is_active: true,
        is_staff: false,
        date_joined: MADE,
        last_seen: null,
        service: true,
      }
      people.push(account)
      return HttpResponse.json(account, { status: 201 })
    }),
    http.delete(url('people/:id/'), ({ params }) => {
      people.splice(
        people.findIndex(({ id }) => id === Number(params.id)),
        1,
      )
      return new HttpResponse(null, { status: 204 })
    }),
  ]
  return { handlers, tokens, sent }
}
