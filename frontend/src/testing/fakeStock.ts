import { HttpResponse, http, type StrictRequest } from 'msw'
import type { AdjustBody } from '@/entities/movement/requests'
import type {
  DashboardFigures,
  HistoryDay,
  Insights,
  Movement,
  Reason,
  StockNotice,
} from '@/entities/movement/types'
import type { FeedMovement, Product, StockAlert } from '@/entities/product/types'
import type { HistoryEntry } from '@/entities/trail/types'
import { makeInsights } from './fakeInsights'
import { ANA, makeProduct } from './makers'
import { listsMovement } from './serverRules'

interface Host {
  rows: Map<number, Product>
  url: (path: string) => string
  live: () => Record<string, string>
  note: (request: StrictRequest<never> | Request) => void
  push: (action: 'update', data: Product, options: PushOptions) => void
}

export interface PushOptions {
  actor?: string
  movement?: FeedMovement | null
  alert?: StockAlert | null
}

/** The ledger of the fake API: adjusts, sets and reverts as the server does, and remembers what was sent. */
export function fakeStock({ rows, url, live, note, push }: Host) {
  const movements: Movement[] = []
  const notices: StockNotice[] = []
  const sent: { path: string; body: unknown; key: string | null }[] = []
  /** What the trail has of each product, newest first. */
  const changes: HistoryEntry[] = []
  const answers = new Map<string, { body: string; answer: object }>()
  const stock: {
    /** What the dashboard says beside what follows from the products. */
    figures: Partial<DashboardFigures>
    insights: Partial<Insights>
    /** The next write of this kind is recorded, and its answer lost. */
    losing: 'adjust' | 'revert' | null
  } = {
    figures: {},
    insights: {},
    losing: null,
  }

  /** Records a movement and tells everyone; `actor` is somebody else unless said otherwise. */
  function move(id: number, delta: number, part: Partial<Movement> = {}): Movement {
    const before = rows.get(id)
    if (!before) throw new Error(`No product ${id}`)
    const row = makeProduct({
      ...before,
      quantity: before.quantity + delta,
      version: before.version + 1,
      updated_at: new Date().toISOString(),
    })
    const movement: Movement = {
      id: movements.length + 1,
      product: id,
      sku: row.sku,
      name: row.name,
      delta,
      balance_after: row.quantity,
      reason: 'sale',
      note: '',
      actor: 'ben',
      source: 'api',
      created_at: new Date().toISOString(),
      reverts: null,
      reverted_by: null,
      via: null,
      ...part,
    }
    movements.unshift(movement)
    const alert = !before.is_low_stock && row.is_low_stock ? 'low' : null
    push('update', row, { actor: movement.actor ?? undefined, movement, alert })
    return movement
  }

  const refuse = (code: string, id: number) =>
    HttpResponse.json({ detail: code, code, current: rows.get(id) }, { status: 409 })

  /** Writes once for each key; a refusal of `write` uses none up. */
  function record(request: Request, body: unknown, write: () => Movement | Response) {
    const key = request.headers.get('idempotency-key')
    const known = key ? answers.get(key) : undefined
    sent.push({ path: new URL(request.url).pathname, body, key })
    if (known && known.body !== JSON.stringify(body)) {
      return HttpResponse.json({ detail: 'No.', code: 'idempotency_key_reused' }, { status: 422 })
    }
    if (known) return HttpResponse.json(known.answer, { status: 201, headers: live() })
    const movement = write()
    if (movement instanceof Response) return movement
    const answer = { movement, product: rows.get(movement.product ?? 0) }
    if (key) answers.set(key, { body: JSON.stringify(body), answer })
    if (request.url.endsWith(`/${stock.losing}/`)) {
      stock.losing = null
      return HttpResponse.error()
    }
    return HttpResponse.json(answer, { status: 201, headers: live() })
  }

  const handlers = [
    http.post(url('products/:id/adjust/'), async ({ request, params }) => {
      note(request)
      const id = Number(params.id)
      const body = (await request.json()) as AdjustBody
      return record(request, body, () => {
        const quantity = rows.get(id)?.quantity ?? 0
        if ('set_to' in body && body.expected !== quantity) return refuse('stale_quantity', id)
        const delta = 'set_to' in body ? body.set_to - quantity : body.delta
        if (quantity + delta < 0) return refuse('insufficient_stock', id)
        const reason: Reason = body.reason ?? ('set_to' in body ? 'count' : 'correction')
        return move(id, delta, { reason, note: body.note ?? '', actor: ANA.username })
      })
    }),
    http.post(url('movements/:id/revert/'), async ({ request, params }) => {
      note(request)
      const original = movements.find(({ id }) => id === Number(params.id))
      if (!original?.product)
        return HttpResponse.json({ detail: 'Gone.', code: 'product_gone' }, { status: 409 })
      const { product } = original
      const body = (await request.json()) as { note?: string }
      return record(request, body, () => {
        if (original.reverted_by !== null) return refuse('already_reverted', product)
        const part = {
          reason: 'revert' as const,
          reverts: original.id,
          note: body.note ?? '',
          actor: ANA.username,
        }
        const movement = move(product, -original.delta, part)
        original.reverted_by = movement.id
        return movement
      })
    }),
    http.get(url('movements/export/'), ({ request }) => {
      note(request)
      return new HttpResponse('id,delta\r\n', {
        headers: { 'Content-Type': 'text/csv', 'X-Total-Count': String(movements.length) },
      })
    }),
    http.get(url('movements/'), ({ request }) => {
      note(request)
      const query = new URL(request.url).searchParams
      const found = movements.filter((movement) => listsMovement(movement, query))
      const start = Number(query.get('cursor') ?? 0)
      const end = start + Number(query.get('limit'))
      const next: Record<string, string> =
        end < found.length ? { Link: `<${request.url}&cursor=${end}>; rel="next"` } : {}
      return HttpResponse.json(found.slice(start, end), {
        headers: { ...live(), ...next, 'X-Total-Count': String(found.length) },
      })
    }),
    http.get(url('products/:id/history/'), ({ request, params }) => {
      note(request)
      const days = makeDays(rows.get(Number(params.id)))
      return HttpResponse.json({ product: Number(params.id), days }, { headers: live() })
    }),
    http.get(url('products/:id/changes/'), ({ request }) => {
      note(request)
      return HttpResponse.json(changes, { headers: { ...live(), 'X-Total-Count': String(changes.length) } })
    }),
    http.get(url('dashboard/'), ({ request }) => {
      note(request)
      const active = [...rows.values()].filter((row) => row.is_active)
      return HttpResponse.json({
        stock_value: active.reduce((sum, row) => sum + Number(row.total_value), 0).toFixed(2),
        products: active.length,
        listed: rows.size,
        low: active.filter((row) => row.is_low_stock).length,
        low_in_stock: active.filter((row) => row.is_low_stock && row.is_in_stock).length,
        out: active.filter((row) => !row.is_in_stock).length,
        movements_today: movements.length,
        units_in_today: 0,
        units_out_today: 0,
        ...stock.figures,
      })
    }),
    http.get(url('insights/'), ({ request }) => {
      note(request)
      const days = Number(new URL(request.url).searchParams.get('days'))
      return HttpResponse.json({ ...makeInsights(days, movements), ...stock.insights }, { headers: live() })
    }),
    http.get(url('reorder/'), ({ request }) => {
      note(request)
      const lines = [...rows.values()].filter((row) => row.is_active && row.is_low_stock).map(toLine)
      return HttpResponse.json(lines, { headers: { ...live(), 'X-Total-Count': String(lines.length) } })
    }),
    http.get(url('alerts/'), ({ request }) => {
      note(request)
      return HttpResponse.json(notices, { headers: live() })
    }),
  ]
  return Object.assign(stock, { handlers, movements, notices, sent, changes, move })
}

function toLine(product: Product) {
  const suggested = Math.max(1, 2 * (product.reorder_level ?? 0) - product.quantity)
  const cost = (Number(product.price) * suggested).toFixed(2)
  return { product, low_since: null, used_30_days: 4, suggested, cost }
}

function makeDays(product: Product | undefined): HistoryDay[] {
  const on_hand = product?.quantity ?? 0
  return [
    { date: '2026-11-22', on_hand: 40, received: 0, removed: 0 },
    { date: '2026-11-23', on_hand: 52, received: 12, removed: 0 },
    { date: '2026-11-24', on_hand, received: 0, removed: 10 },
  ]
}
