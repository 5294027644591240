import { describe, expect, it } from 'vitest'
import { products } from '@/entities/product/resource'
import { makeEvent, makeProduct } from '@/testing/feed'
import { parseFrame } from './protocol'

const event = { type: 'event', ...makeEvent(5, makeProduct(1)) }

const parse = (text: string) => parseFrame(text, products)

describe('parseFrame', () => {
  it('reads an event, keeping fields it does not know', () => {
    const text = JSON.stringify({ ...event, data: { ...event.data, weight: 3 } })
    expect(parse(text)).toMatchObject({ type: 'event', seq: 5, prev: 4, data: { id: 1, weight: 3 } })
  })

  it('reads every other frame', () => {
    const frames = [
      {
        type: 'connection_established',
        epoch: 'e',
        seq: 0,
        floor: 1,
        heartbeat: 25,
        token_expires: 9,
        user: { id: 1, username: 'ana' },
      },
      { type: 'events', prev: 4, seq: 5, items: [makeEvent(5, makeProduct(1), 'delete')] },
      { type: 'bulk', seq: 5, prev: 4, count: 10_000 },
      { type: 'resumed', from: 1, to: 5 },
      { type: 'reset', reason: 'floor', epoch: 'e', seq: 9 },
      { type: 'pong', seq: 9 },
      { type: 'auth_ok', token_expires: 99 },
      { type: 'error', code: 'bad', detail: 'No.' },
      { type: 'presence', product: 4, people: [{ id: 1, username: 'ana', mode: 'edit' }] },
    ]
    for (const frame of frames) expect(parse(JSON.stringify(frame))).toEqual(frame)
  })

  it('reads the movement and the alert of an event', () => {
    const movement = {
      id: 17,
      delta: -3,
      balance_after: 39,
      reason: 'sale',
      note: '',
      actor: 'ana',
      source: 'api',
    }
    const text = JSON.stringify({ ...event, movement, alert: 'low' })
    expect(parse(text)).toMatchObject({ extras: { movement, alert: 'low' } })
  })

  it.each([
    ['absent', {}],
    ['null', { movement: null, alert: null }],
    ['of another shape', { movement: { id: 1, delta: 'much' }, alert: 'gone' }],
  ])('takes an event whose movement is %s', (_, part) => {
    const items = [{ ...event, ...part }]
    expect(parse(JSON.stringify({ ...event, ...part }))).toMatchObject({
      extras: { movement: null, alert: null },
    })
    expect(parse(JSON.stringify({ type: 'events', prev: 4, seq: 5, items }))).toMatchObject({
      items: [{ seq: 5, extras: { movement: null, alert: null } }],
    })
  })

  it.each([
    ['not JSON', '{'],
    ['not an object', '"event"'],
    ['null', 'null'],
    ['a type it does not know', JSON.stringify({ ...event, type: 'gossip' })],
    ['a seq that is text', JSON.stringify({ ...event, seq: '5' })],
    ['a fractional seq', JSON.stringify({ ...event, seq: 5.5 })],
    ['a prev that is not before', JSON.stringify({ ...event, prev: 5 })],
    ['an action it does not know', JSON.stringify({ ...event, action: 'upsert' })],
    ['a row without a version', JSON.stringify({ ...event, data: { ...event.data, version: undefined } })],
    ['a price that is a number', JSON.stringify({ ...event, data: { ...event.data, price: 12.5 } })],
    ['a batch with one bad item', JSON.stringify({ type: 'events', prev: 4, seq: 5, items: [event, {}] })],
    [
      'a person who does neither',
      JSON.stringify({ type: 'presence', product: 4, people: [{ id: 1, username: 'ana', mode: 'sleep' }] }),
    ],
    ['a reset without an epoch', JSON.stringify({ type: 'reset', reason: 'floor', seq: 9 })],
  ])('refuses %s', (_, text) => {
    expect(parse(text)).toBeNull()
  })
})
