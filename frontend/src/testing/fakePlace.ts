import { HttpResponse, http } from 'msw'
import type { Answer } from '@/lib/api/types'

/** The settings of the place. */
export function fakePlace(url: (path: string) => string) {
  const place = {
    now: {
      name: '',
      currency: '',
      default_currency: 'EUR',
      trash_days: null,
      default_trash_days: 30,
      registration: '',
      default_registration: 'invite',
      reasons: null,
    } as Answer<'Place'>,
    sent: [] as unknown[],
  }
  const handlers = [
    http.get(url('place/'), () => HttpResponse.json(place.now)),
    http.patch(url('place/'), async ({ request }) => {
      const body = (await request.json()) as Partial<Answer<'Place'>>
      place.sent.push(body)
      if (body.name === 'Refused') {
        return HttpResponse.json({ name: ['Not this name.'] }, { status: 400 })
      }
      place.now = { ...place.now, ...body }
      return HttpResponse.json(place.now)
    }),
  ]
  return { place, handlers }
}
