import { HttpResponse, http, type PathParams, type StrictRequest, ws } from 'msw'
import type { Product } from '@/entities/product/types'
import { env } from '@/lib/env'
import { fakeBulk } from './fakeBulk'
import { fakeCategories } from './fakeCategories'
import { fakePeople } from './fakePeople'
import { fakePlace } from './fakePlace'
import { fakeStock, type PushOptions } from './fakeStock'

import { fakeTokens } from './fakeTokens'
import { fakeViews } from './fakeViews'
import { ANA } from './makers'
import { listsProduct } from './serverRules'
import { makePair } from './session'

const EPOCH = 'epoch-1'
const feed = ws.link(env.wsUrl)

/**
 * An API with these products: lists, reads, deletes, the stock ledger, and a feed on which `push` speaks. Ana asks: an
 * operator, with more `rights`.
 */
export function fakeApi(products: Product[], { rights = [] }: { rights?: string[] } = {}) {
  const rows = new Map(products.map((product) => [product.id, product]))
  const requests: { method: string; path: string; query: URLSearchParams; headers: Headers }[] = []
  let seq = 100
  let isDown = false
  let me = { ...ANA, rights: [...ANA.rights, ...rights] }
  const live = () => ({ 'X-Live-Epoch': EPOCH, 'X-Live-Seq': String(seq) })
  const note = (request: StrictRequest<never> | Request) => {
    const { pathname, searchParams } = new URL(request.url)
    requests.push({ method: request.method, path: pathname, query: searchParams, headers: request.headers })
  }
  const url = (path: string) => `${env.apiUrl}/${path}`
  const idOf = (params: PathParams) => Number(params.id)

  const list = ({ request }: { request: Request }) => {
    note(request)
    const { searchParams } = new URL(request.url)
    const code = searchParams.get('code')
    const listed = [...rows.values()].filter((row) => listsProduct(row, searchParams))
    const found = code === null ? listed : named(listed, code)
    const headers = { ...live(), 'X-Total-Count': String(found.length) }
    const { page, link } = paged(found, new URL(request.url))
    return HttpResponse.json(page, { headers: { ...headers, ...(link && { Link: link }) } })
  }
  const { place, handlers: ofPlace } = fakePlace(url)
  const handlers = [
    ...ofPlace,
    http.get(url('config/'), () =>
      HttpResponse.json({
        place: place.now.name,
        currency: place.now.currency || place.now.default_currency,
        reasons: place.now.reasons ?? ['receive', 'return', 'sale', 'damage', 'loss'],
        registration: 'open',
        needs_setup: false,
        mail: true,
        max_upload_bytes: 1024,
        max_image_pixels: 40_000_000,
        max_pictures: 12,
        image_types: ['image/png'],
        version: '1',
      }),
    ),
    http.get(url('account/'), () => HttpResponse.json(me)),
    http.get(url('products/'), list),
    http.get(url('products/my_products/'), list),
    http.get(url('products/did_you_mean/'), () => HttpResponse.json({ search: null })),
    http.get(url('products/:id/'), ({ params, request }) => {
      note(request)
      const row = rows.get(idOf(params))
      if (!row) return HttpResponse.json({ detail: 'Not found.', code: 'not_found' }, { status: 404 })
      return HttpResponse.json(row, { headers: { ...live(), ETag: `"v${row.version}"` } })
    }),
    http.delete(url('products/:id/'), ({ params, request }) => {
      note(request)
      rows.delete(idOf(params))
      seq += 1
      return new HttpResponse(null, { status: 204, headers: live() })
    }),
    http.post(url('token/refresh/'), () => HttpResponse.json(makePair())),
    http.post(url('token/blacklist/'), () => HttpResponse.json({})),
    feed.addEventListener('connection', ({ client }) => {
      if (isDown) return client.close()
      client.send(
        JSON.stringify({
          type: 'connection_established',
          message: '',
          epoch: EPOCH,
          seq,
          floor: 1,
          heartbeat: 25,
          token_expires: Date.now() / 1000 + 3600,
          user: { id: ANA.id, username: ANA.username },
        }),
      )
    }),
  ]

  /** A change made by someone else: into the database, and to everyone connected. */
  function push(action: 'create' | 'update' | 'delete', data: Product, options: PushOptions = {}) {
    const { actor = 'ben', movement = null, alert = null } = options
    if (action === 'delete') rows.delete(data.id)
    else rows.set(data.id, data)
    seq += 1
    const at = new Date().toISOString()
    feed.broadcast(
      JSON.stringify({ type: 'event', seq, prev: seq - 1, action, data, actor, at, movement, alert }),
    )
  }

  /** Somebody changes what ana may do, and the server tells her so. */
  function setRole(role: string, rights: string[]) {
    me = { ...me, role, rights }
    feed.broadcast(JSON.stringify({ type: 'rights', role, rights }))
  }

  /** What clients keep beside products has changed. */
  function tellChanged(what: string) {
    feed.broadcast(JSON.stringify({ type: 'changed', what }))
  }

  /** So many products have changed at once that none is named. */
  function pushBulk(count: number) {
    seq += 1
    feed.broadcast(JSON.stringify({ type: 'bulk', seq, prev: seq - 1, count }))
  }

  /** Who looks at a screen, and who edits which product: by their names, ana among them. */
  function tellHere(names: string[], editing: Record<number, string> = {}) {
    const named = (username: string) => ({
      id:
        username === me.username
          ? me.id
          : [...username].reduce((id, letter) => id * 31 + letter.charCodeAt(0), 7),
      username,
    })
    const edits = Object.entries(editing).map(([product, name]) => ({
      product: Number(product),
      ...named(name),
    }))
    feed.broadcast(JSON.stringify({ type: 'here', people: names.map(named), editing: edits }))
  }

  /** The feed goes away, and stays away. */
  function hangUp() {
    isDown = true
    for (const client of feed.clients) client.close()
  }

  /** The list has so many products, of which only these ever come: for what is done with those not loaded. */
  const manyMore = (total: number) =>
    http.get(url('products/'), ({ request }) => {
      if (new URL(request.url).searchParams.has('cursor')) return new Promise<never>(() => undefined)
      const next = `<${url('products/')}?cursor=more>; rel="next"`
      const headers = { ...live(), 'X-Total-Count': String(total), Link: next }
      return HttpResponse.json([...rows.values()], { headers })
    })

  const stock = fakeStock({ rows, url, live, note, push })
  const saved = fakeViews(url)
  const bulk = fakeBulk({ rows, url, push })
  const people = fakePeople(url, (part) => {
    me = { ...me, ...part }
    return me
  })
  const tokens = fakeTokens(url, people.people)
  const categories = fakeCategories(url)
  return {
    handlers: [
      ...stock.handlers,
      ...saved.handlers,
      bulk.handler,
      ...tokens.handlers,
      ...people.handlers,
      ...categories.handlers,
      ...handlers,
    ],
    tokens,
    categories,
    place,
    pushBulk,
    tellHere,
    tellChanged,
    requests,
    rows,
    live,
    url,
    push,
    setRole,
    hangUp,
    stock,
    saved,
    bulk,
    people,
    manyMore,
  }
}

/** The products that a code names, of the best kind alone: by barcode, or else by SKU. */
function named(products: Product[], code: string): Product[] {
  const byBarcode = products.filter(({ barcode }) => barcode?.replace(/^0+/, '') === code.replace(/^0+/, ''))
  if (byBarcode.length > 0) return byBarcode
  return products.filter(({ sku }) => sku.toLowerCase() === code.toLowerCase())
}

/** One page, as the API cuts it. Its cursors here are places, "after 50": nothing moves while a test pages. */
function paged<Row>(found: Row[], url: URL): { page: Row[]; link: string } {
  const limit = Number(url.searchParams.get('limit') ?? 50)
  const [side, at] = (url.searchParams.get('cursor') ?? '').split('-')
  const from =
    side === 'before' ? Math.max(0, Number(at) - limit) : Number(at ?? url.searchParams.get('offset'))
  const to = side === 'before' ? Number(at) : Math.min(from + limit, found.length)
  const link = (cursor: string, rel: string) =>
    `<${url.origin}${url.pathname}?cursor=${cursor}>; rel="${rel}"`
  const links = [to < found.length && link(`after-${to}`, 'next'), from > 0 && link(`before-${from}`, 'prev')]
  return { page: found.slice(from, to), link: links.filter(Boolean).join(', ') }
}
