import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeEvent, makeProduct } from '@/testing/feed'
import { type Change, changesSince, emptyMemory, forgetUpTo, GENERATION, recall, remember } from './memory'

function change(seq: number, id: number, fields: Partial<Change> = {}): Change {
  const { action, actor, at } = makeEvent(seq, makeProduct(id))
  const row = makeProduct(id, { version: seq })
  return { seq, action, actor, at, row, extras: null, born: null, ...fields }
}

describe('memory', () => {
  it('holds all that happened above its floor, and little more than it may', () => {
    const ids = fc.array(fc.nat(4000), { minLength: 1, maxLength: 6000, size: 'max' })
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 300 }), (changed, batch) => {
        const last = new Map<number, number>()
        let memory = emptyMemory(0)
        for (let start = 0; start < changed.length; start += batch) {
          const changes = changed
            .slice(start, start + batch)
            .map((id, index) => change(start + index + 1, id))
          for (const { seq, row } of changes) last.set(row.id, seq)
          memory = remember(memory, changes)
        }
        expect(memory.young.size + memory.old.size).toBeLessThanOrEqual(2 * GENERATION)
        const above = [...last.entries()].filter(([, seq]) => seq > memory.floor).sort((a, b) => a[1] - b[1])
        const found = changesSince(memory, memory.floor).map(({ row, seq }) => [row.id, seq])
        expect(found).toEqual(above)
      }),
      { numRuns: 12 },
    )
  })

  it('keeps the later of two changes, whichever it hears of first', () => {
    const memory = remember(remember(emptyMemory(0), [change(6, 1)]), [change(5, 1)])
    expect(recall(memory, 1)?.seq).toBe(6)
  })

  it('does not let an answer that claims too much hide what came before it', () => {
    const row = makeProduct(1, { version: 4 })
    const answer = remember(emptyMemory(0), [change(9, 1, { row })])
    expect(recall(remember(answer, [change(6, 1, { row, action: 'delete' })]), 1)?.action).toBe('delete')
    const newer = makeProduct(1, { version: 5 })
    expect(recall(remember(answer, [change(6, 1, { row: newer })]), 1)?.row.version).toBe(5)
  })

  it('keeps the birth of a product through its later changes', () => {
    const born = change(5, 1, { action: 'create', born: 5 })
    expect(recall(remember(emptyMemory(0), [born, change(6, 1)]), 1)).toMatchObject({ seq: 6, born: 5 })
    const answerFirst = remember(remember(emptyMemory(0), [change(6, 1)]), [born])
    expect(recall(answerFirst, 1)).toMatchObject({ seq: 6, born: 5 })
  })

  it('forgets the past but not what ran ahead', () => {
    const memory = forgetUpTo(remember(emptyMemory(0), [change(5, 1), change(9, 2)]), 7)
    expect(memory.floor).toBe(7)
    expect(recall(memory, 1)).toBeUndefined()
    expect(recall(memory, 2)?.seq).toBe(9)
  })
})
