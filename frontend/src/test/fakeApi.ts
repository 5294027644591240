import { HttpResponse, http, type PathParams, type StrictRequest, ws } from 'msw'
import type { Product } from '@/features/products/types'
import { env } from '@/lib/env'
import { makePair } from './session'

const EPOCH = 'epoch-1'
const feed = ws.link(env.wsUrl)

export const ANA = { id: 3, username: 'ana', email: 'ana@example.com', is_staff: false, permissions: [] }

export function makeProduct(part: Partial<Product> = {}): Product {
  const row = {
    id: 1,
    sku: 'ELEC-7K2M9Q',
    name: 'USB-C cable',
    description: '',
    category: 'electronics',
    barcode: null,
    price: '12.50',
    quantity: 42,
    reorder_level: 20,
    image: null,
    thumbnail: null,
    is_active: true,
    owner: 'ana',
    created_by: ANA.id,
    created_at: '2026-11-20T10:00:00.000000Z',
    updated_at: '2026-11-20T10:00:00.000000Z',
    version: 7,
    ...part,
  }
  return {
    ...row,
    is_in_stock: row.quantity > 0,
    is_low_stock: row.reorder_level !== null && row.quantity <= row.reorder_level,
    total_value: (Number(row.price) * row.quantity).toFixed(2),
  }
}

/** An API with these products: lists, reads, deletes, and a feed on which `push` speaks. */
export function fakeApi(products: Product[]) {
  const rows = new Map(products.map((product) => [product.id, product]))
  const requests: { method: string; path: string; query: URLSearchParams; headers: Headers }[] = []
  let seq = 100
  const live = () => ({ 'X-Live-Epoch': EPOCH, 'X-Live-Seq': String(seq) })
  const note = (request: StrictRequest<never> | Request) => {
    const { pathname, searchParams } = new URL(request.url)
    requests.push({ method: request.method, path: pathname, query: searchParams, headers: request.headers })
  }
  const url = (path: string) => `${env.apiUrl}/${path}`
  const idOf = (params: PathParams) => Number(params.id)

  const list = ({ request }: { request: Request }) => {
    note(request)
    const search = new URL(request.url).searchParams.get('search')?.toLowerCase() ?? ''
    const found = [...rows.values()].filter((row) => row.name.toLowerCase().includes(search))
    return HttpResponse.json(found, { headers: { ...live(), 'X-Total-Count': String(found.length) } })
  }
  const handlers = [
    http.get(url('config/'), () =>
      HttpResponse.json({
        currency: 'EUR',
        max_upload_bytes: 1024,
        image_types: ['image/png'],
        version: '1',
      }),
    ),
    http.get(url('user/'), () => HttpResponse.json(ANA)),
    http.get(url('categories/'), () =>
      HttpResponse.json([
        { slug: 'books', name: 'Books' },
        { slug: 'electronics', name: 'Electronics' },
      ]),
    ),
    http.get(url('products/'), list),
    http.get(url('products/my_products/'), list),
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
  function push(action: 'create' | 'update' | 'delete', data: Product, actor = 'ben') {
    if (action === 'delete') rows.delete(data.id)
    else rows.set(data.id, data)
    seq += 1
    const at = new Date().toISOString()
    feed.broadcast(JSON.stringify({ type: 'event', seq, prev: seq - 1, action, data, actor, at }))
  }

  return { handlers, requests, rows, live, url, push }
}
