import { movementWords } from '@/entities/movement/words'
import * as text from '@/strings/live'
import type { ShownChanges } from '@/sync/client'

/** Time to collect a batch, and the least time between two messages, in milliseconds. */
const COLLECT_MS = 700
const APART_MS = 3000

/** Gathers changes and puts them into words: one message for many, and not one upon the other. */
export class Announcement {
  private readonly say: (words: string) => void
  private readonly changed = new Map<number, string>()
  private readonly movements = new Map<number, string>()
  private readonly deleted = new Map<number, string>()
  private readonly added = new Set<number>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private saidAt = Number.NEGATIVE_INFINITY

  constructor(say: (words: string) => void) {
    this.say = say
  }

  add({ changed, deleted, added }: ShownChanges): void {
    for (const { id, name, extras } of changed) {
      this.changed.set(id, name)
      this.movements.set(id, extras?.movement ? movementWords(extras.movement) : '')
    }
    for (const { id, name } of deleted) {
      this.changed.delete(id)
      this.deleted.set(id, name)
    }
    for (const id of added) this.added.add(id)
    if (this.timer !== undefined) return
    const wait = Math.max(COLLECT_MS, this.saidAt + APART_MS - performance.now())
    this.timer = setTimeout(() => this.flush(), wait)
  }

  /** Forgets what is not said yet: nobody wants to hear it any more. */
  silence(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.clear()
  }

  dispose(): void {
    clearTimeout(this.timer)
  }

  private flush(): void {
    this.timer = undefined
    this.saidAt = performance.now()
    // What moved is said of a product that is named; of many, their number is enough.
    const [only] = this.changed.size === 1 ? this.changed.keys() : []
    const moved = only === undefined ? '' : (this.movements.get(only) ?? '')
    const parts = [
      oneOrMany(
        this.changed,
        (name) => (moved ? text.productMoved(name, moved) : text.productChanged(name)),
        text.productsChanged,
      ),
      oneOrMany(this.deleted, text.productDeleted, text.productsDeleted),
      this.added.size > 0 ? text.productsAdded(this.added.size) : '',
    ]
    this.clear()
    this.say(parts.filter(Boolean).join(', '))
  }

  private clear(): void {
    this.changed.clear()
    this.movements.clear()
    this.deleted.clear()
    this.added.clear()
  }
}

/** One is named, several are counted. */
function oneOrMany(
  products: Map<number, string>,
  one: (name: string) => string,
  many: (count: number) => string,
): string {
  const [name] = products.values()
  if (name === undefined) return ''
  return products.size === 1 ? one(name) : many(products.size)
}
