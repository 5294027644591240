import type { Product } from '@/entities/product/types'
import type { Action, FeedEvent } from '@/sync/protocol'

/* Makers shared by the tests of this feature. */

export function makeProduct(id: number, fields: Partial<Product> = {}): Product {
  const created = new Date(Date.UTC(2026, 0, 1) + id * 60_000).toISOString()
  return {
    id,
    sku: `OTHER-${id}`,
    name: `Product ${id}`,
    description: '',
    category: 'other',
    barcode: null,
    price: '10.00',
    quantity: 5,
    reorder_level: null,
    image: null,
    thumbnail: null,
    more_pictures: [],
    is_active: true,
    is_in_stock: true,
    is_low_stock: false,
    total_value: '50.00',
    owner: 'ana',
    created_by: 3,
    created_at: created,
    updated_at: created,
    version: 1,
    ...fields,
  }
}

export function makeEvent(seq: number, data: Product, action: Action = 'update', actor = 'ana'): FeedEvent {
  return {
    seq,
    prev: seq - 1,
    action,
    data,
    actor,
    at: '2026-11-23T14:00:00Z',
    extras: { movement: null, alert: null },
  }
}

/** A socket whose other end is the test. */
export class FakeSocket {
  readonly url: string
  readonly protocols: string[]
  readonly sent: unknown[] = []
  isClosed = false
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(url: string, protocols: string[]) {
    this.url = url
    this.protocols = protocols
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.isClosed = true
  }

  /** The server says something. */
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  /** The server greets, as a first frame. */
  greet(frame: { epoch?: string; seq?: number; token_expires?: number } = {}): void {
    this.say({
      type: 'connection_established',
      message: 'Connected.',
      epoch: 'e1',
      seq: 0,
      floor: 1,
      heartbeat: 25,
      token_expires: Math.floor(Date.now() / 1000) + 3600,
      user: { id: 3, username: 'me' },
      ...frame,
    })
  }

  /** The server, or the network, ends it. */
  end(code: number): void {
    this.onclose?.({ code })
  }
}

/** Collects the sockets that a connection opens. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = []

  readonly createSocket = (url: string, protocols: string[]): WebSocket => {
    const socket = new FakeSocket(url, protocols)
    this.sockets.push(socket)
    return socket as unknown as WebSocket
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('No socket was opened.')
    return socket
  }
}
