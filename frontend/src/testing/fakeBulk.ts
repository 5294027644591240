import { HttpResponse, http } from 'msw'
import type { Product } from '@/entities/product/types'
import type { BulkBody, BulkChange, BulkLine, RefusedRow } from '@/features/bulk/requests'
import { ANA } from './makers'

interface Host {
  rows: Map<number, Product>
  url: (path: string) => string
  push: (action: 'update' | 'delete', data: Product, options: { actor: string }) => void
}

/**
 * Bulk changes as the server does them, a line for each product. `holdAt(n)` keeps the answer open after n products,
 * until `letGo`; `breakAt(n)` cuts it off there, once. A key that comes again changes nothing twice, and one that is
 * undone gives back what each product had.
 */
export function fakeBulk({ rows, url, push }: Host) {
  const sent: { body: BulkBody; key: string | null }[] = []
  const done = new Map<string, Map<number, RefusedRow | null>>()
  // What takes it back, by key and product.
  const reversals = new Map<string, Map<number, (row: Product) => Partial<Product>>>()
  let broken: number | null = null
  let held: number | null = null
  let letGo = () => {}

  const handler = http.post(url('products/bulk/'), async ({ request }) => {
    const body = (await request.json()) as BulkBody
    const key = request.headers.get('idempotency-key')
    sent.push({ body, key })
    const before = done.get(key ?? '') ?? new Map<number, RefusedRow | null>()
    done.set(key ?? '', before)
    const ids =
      body.action === 'undo'
        ? [...(reversals.get(body.run)?.keys() ?? [])]
        : 'ids' in body
          ? body.ids
          : [...new Set([...before.keys(), ...rows.keys()])]
    const encoder = new TextEncoder()
    const stream = new ReadableStream({
      async start(controller) {
        const say = (line: BulkLine) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
        const tally = { changed: 0, unchanged: 0, refused: 0 }
        say({ type: 'start', total: ids.length })
        for (const [index, id] of ids.entries()) {
          if (broken === index) {
            broken = null
            return controller.close()
          }
          if (held === index) await new Promise<void>((resolve) => (letGo = resolve))
          if (!before.has(id)) before.set(id, change(id, body, key ?? ''))
          const refused = before.get(id)
          tally[refused ? 'refused' : 'changed'] += 1
          if (refused) say({ type: 'row', ...refused })
          say({ type: 'progress', done: index + 1, ...tally })
        }
        say({ type: 'end', total: ids.length, ...tally })
        controller.close()
      },
    })
    return new HttpResponse(stream, { headers: { 'Content-Type': 'application/x-ndjson' } })
  })

  function change(id: number, body: BulkBody, key: string): RefusedRow | null {
    const row = rows.get(id)
    if (!row) return { id, sku: null, name: null, code: 'product_gone', detail: 'The product was deleted.' }
    const refuse = (code: string, detail: string) => ({ id, sku: row.sku, name: row.name, code, detail })
    if (row.created_by !== ANA.id) return refuse('not_owner', 'Only the owner may change it.')
    if (body.action === 'delete') {
      push('delete', row, { actor: ANA.username })
      return null
    }
    const part = body.action === 'undo' ? (reversals.get(body.run)?.get(id)?.(row) ?? {}) : partOf(row, body)
    if (part.quantity !== undefined && part.quantity < 0) {
      return refuse('insufficient_stock', `Only ${row.quantity} on hand.`)
    }
    if (body.action !== 'undo') {
      reversals.set(key, (reversals.get(key) ?? new Map()).set(id, reversalOf(row, body)))
    }
    push('update', { ...row, ...part, version: row.version + 1 }, { actor: ANA.username })
    return null
  }

  return {
    handler,
    sent,
    breakAt: (index: number) => {
      broken = index
    },
    holdAt: (index: number) => {
      held = index
    },
    letGo: () => {
      held = null
      letGo()
    },
  }
}

function partOf(row: Product, change: BulkChange): Partial<Product> {
  if (change.action === 'adjust') return { quantity: row.quantity + change.delta }
  if (change.action === 'set_category') return { category: change.category }
  return change.action === 'set_active' ? { is_active: change.is_active } : {}
}

function reversalOf(was: Product, change: BulkChange): (row: Product) => Partial<Product> {
  if (change.action === 'adjust') return ({ quantity }) => ({ quantity: quantity - change.delta })
  return () => ({ category: was.category, is_active: was.is_active })
}
