import { useEffect, useId, useRef } from 'react'
import { createStore } from './store'

/** Milliseconds: time to collect what is said together, the least time between two messages, and how long one stays. */
const COLLECT_MS = 300
const APART_MS = 1500
const KEPT_MS = 4000

export interface Message {
  /** Counts messages: the same words twice are two. */
  number: number
  words: string
}

/**
 * What screen readers are told, politely: the page has one live region, and this is what stands in it. Words that come
 * together are one message, and later ones of the same source replace earlier ones that were not said yet.
 */
export class Announcer {
  private readonly waiting = new Map<string, string>()
  private readonly message = createStore<Message>({ number: 0, words: '' })
  readonly get = this.message.get
  readonly subscribe = this.message.subscribe
  private saidAt = Number.NEGATIVE_INFINITY
  private timer: ReturnType<typeof setTimeout> | undefined

  /** Says the words soon; none takes back what `source` has waiting. */
  say(words: string, source: string): void {
    this.waiting.delete(source)
    if (words) this.waiting.set(source, words)
    if (this.waiting.size === 0) return
    clearTimeout(this.timer)
    const now = performance.now()
    this.timer = setTimeout(this.speak, Math.max(COLLECT_MS, this.saidAt + APART_MS - now))
  }

  /** Takes back all that was not said yet, and what stands there. */
  clear(): void {
    clearTimeout(this.timer)
    this.waiting.clear()
    this.saidAt = Number.NEGATIVE_INFINITY
    this.show('')
  }

  private readonly speak = (): void => {
    this.saidAt = performance.now()
    const words = [...this.waiting.values()].join('. ')
    this.waiting.clear()
    // Somebody who reads on from here later should not meet old news.
    this.timer = setTimeout(() => this.show(''), KEPT_MS)
    if (words) this.show(words)
  }

  private show(words: string): void {
    const { number, words: shown } = this.get()
    if (words || shown) this.message.set({ number: number + 1, words })
  }
}

export const announcer = new Announcer()

interface SaidOptions {
  /** Also what is there when the component appears. */
  atOnce?: boolean
  /** Nothing is said, now or later, of changes while this is true. */
  isMuted?: boolean
}

/** Says words that are on the screen whenever they change. */
export function useSaid(words: string, { atOnce = false, isMuted = false }: SaidOptions = {}): void {
  const source = useId()
  const last = useRef(atOnce ? '' : words)
  useEffect(() => {
    if (words === last.current) return
    last.current = words
    if (!isMuted) announcer.say(words, source)
  }, [words, isMuted, source])
}

/** Says words when `subject` has become another one, and not when the words alone change. Null: it is not known yet. */
export function useSaidOf(subject: string | null, words: string): void {
  const source = useId()
  const last = useRef<string | null>(null)
  useEffect(() => {
    if (subject === null || subject === last.current) return
    if (last.current !== null) announcer.say(words, source)
    last.current = subject
  }, [subject, words, source])
}
