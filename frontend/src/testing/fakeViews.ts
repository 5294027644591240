import { HttpResponse, http } from 'msw'
import type { SavedView, ViewInput } from '@/entities/saved-view/savedViews'
import { ANA } from './makers'

/** Saved views as the server keeps them: ana's own, and those of others that are put in. */
export function fakeViews(url: (path: string) => string) {
  const views: SavedView[] = []
  const sent: { method: string; slug: string; body: unknown }[] = []

  function save(part: Partial<SavedView>): SavedView {
    const view: SavedView = {
      slug: `view-${views.length + 1}`,
      name: 'View',
      query: '',
      scope: 'all',
      owner: ANA.username,
      is_own: true,
      position: own().length,
      ...part,
    }
    views.push(view)
    return view
  }
  const own = () => views.filter((view) => view.is_own).sort((a, b) => a.position - b.position)
  const gone = () => HttpResponse.json({ detail: 'Not found.', code: 'not_found' }, { status: 404 })

  function move(view: SavedView, position: number) {
    const others = own().filter((other) => other !== view)
    others.splice(position, 0, view)
    for (const [index, each] of others.entries()) each.position = index
  }

  const handlers = [
    http.get(url('views/'), () => HttpResponse.json(own())),
    http.get(url('views/:slug/'), ({ params }) => {
      const view = views.find(({ slug }) => slug === params.slug)
      return view ? HttpResponse.json(view) : gone()
    }),
    http.post(url('views/'), async ({ request }) => {
      const input = (await request.json()) as ViewInput
      sent.push({ method: 'POST', slug: '', body: input })
      if (own().some(({ name }) => name === input.name)) {
        return HttpResponse.json({ name: ['You already have a view with this name.'] }, { status: 400 })
      }
      return HttpResponse.json(save(input), { status: 201 })
    }),
    http.patch(url('views/:slug/'), async ({ request, params }) => {
      const part = (await request.json()) as Partial<SavedView>
      sent.push({ method: 'PATCH', slug: String(params.slug), body: part })
      const view = views.find(({ slug }) => slug === params.slug)
      if (!view) return gone()
      if (part.position !== undefined) move(view, part.position)
      Object.assign(view, { ...part, position: view.position })
      return HttpResponse.json(view)
    }),
    http.delete(url('views/:slug/'), ({ params }) => {
      sent.push({ method: 'DELETE', slug: String(params.slug), body: null })
      const index = views.findIndex(({ slug }) => slug === params.slug)
      if (index < 0) return gone()
      views.splice(index, 1)
      return new HttpResponse(null, { status: 204 })
    }),
  ]
  return { handlers, views, sent, save }
}
