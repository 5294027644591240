import { usCharacter } from './usLayout'

/** The keys of a scanner come closer together than this. Change it here for a scanner that is slower still. */
export const BURST_GAP_MS = 110
/** One pause in a code may be as long as this: a busy machine, or a radio that sends again. */
const PAUSE_MS = 200
/** A key as long as this after an unfinished code is the rest of it. */
const REST_MS = 1000

/** A few keys as close as this are no fingers'. */
export const FAST_MS = 35
export const SHORTEST_CODE = 4
/** Slower keys may be fingers'. They are a scanner's when they are more, with a digit, and steadier than hands. */
const SHORTEST_SLOW_CODE = 6

/** The keys that end a code: what scanners can be set to send after it. */
export const CODE_ENDS = ['Enter', 'Tab']
const MODIFIERS = ['Shift', 'CapsLock']
/** Between the parts of a GS1 code. Scanners type it as Ctrl+]. */
const GROUP_SEPARATOR = '\x1d'
/** In place of a key that types nothing until the next one. */
const UNKNOWN = '\ufffd'

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'repeat' | 'timeStamp'>

/** The readings of a code, the likelier first; `broken` when a part of it is missing. */
export type Scan = [string, ...string[]] | 'broken'

/**
 * Finds codes in a stream of keys: USB barcode scanners are keyboards that type fast and steadily and end with Enter.
 * docs/decisions/0038 tells how the limits were found.
 */
export class KeyBurst {
  /** Whether the last key began something new, with no key close before it. */
  isFresh = false

  private lastAt = Number.NEGATIVE_INFINITY
  private typed = ''
  private us = ''
  /** Milliseconds before each character but the first. */
  private gaps: number[] = []
  /** The longest wait since the last character; Shift may come in between. */
  private wait = 0
  private hasPaused = false
  /** The beginning is missing: another key came a moment before. */
  private isRest = false
  /** What is missing was a scanner's. */
  private isCut = false

  /** Adds a key. Returns what was scanned when this key ends a code, otherwise null. */
  add(event: Key): Scan | null {
    this.follow(event.timeStamp)
    if (CODE_ENDS.includes(event.key)) return this.end()
    if (!MODIFIERS.includes(event.key)) this.take(event)
    return null
  }

  /** Whether the last character came close after another. */
  get isUnderWay(): boolean {
    return this.us.length > 1
  }

  /** Decides whether a key goes on with what came before it. */
  private follow(at: number): void {
    const gap = at - this.lastAt
    this.lastAt = at
    this.isFresh = false
    if (gap <= BURST_GAP_MS || (gap <= PAUSE_MS && !this.hasPaused)) {
      this.hasPaused ||= gap > BURST_GAP_MS
      this.wait = Math.max(this.wait, gap)
      return
    }
    const wasScanned = this.isCut || this.isScanned()
    const isRest = gap <= PAUSE_MS || (gap <= REST_MS && wasScanned)
    const isCut = isRest && wasScanned
    this.clear()
    Object.assign(this, { isRest, isCut, isFresh: !isRest })
  }

  private take(event: Key): void {
    const { key, repeat, ctrlKey } = event
    const isCharacter = [...key].length === 1 || key === 'Dead'
    if (!isCharacter || repeat) {
      this.forget()
      return
    }
    if (this.us !== '') this.gaps.push(this.wait)
    this.wait = 0
    this.typed += ctrlKey ? GROUP_SEPARATOR : key === 'Dead' ? UNKNOWN : key
    this.us += ctrlKey ? GROUP_SEPARATOR : (usCharacter(event) ?? key)
  }

  private end(): Scan | null {
    if (this.us !== '') this.gaps.push(this.wait)
    const isScanned = this.isScanned()
    const { isCut, isRest, typed, us } = this
    this.forget()
    if (isCut || (isRest && isScanned)) return 'broken'
    return isScanned ? readings(typed.trim(), us.trim()) : null
  }

  /** Whether no fingers can have typed the characters. */
  private isScanned(): boolean {
    const { length } = this.us.trim()
    if (length < SHORTEST_CODE) return false
    const pace = paceOf(this.gaps, length)
    return pace === 'fast' || (pace === 'steady' && /\d/.test(this.us + this.typed))
  }

  private clear(): void {
    Object.assign(this, {
      typed: '',
      us: '',
      gaps: [],
      wait: 0,
      hasPaused: false,
      isRest: false,
      isCut: false,
    })
  }

  private forget(): void {
    this.clear()
    this.lastAt = Number.NEGATIVE_INFINITY
  }
}

/** How a scanner may have typed so many characters with these milliseconds between them; null for fingers. */
export function paceOf(between: readonly number[], length: number): 'fast' | 'steady' | null {
  const gaps = between.toSorted((one, other) => one - other)
  const middle = gaps[gaps.length >> 1] ?? 0
  const longest = gaps.at(-1) ?? 0
  if (length >= SHORTEST_SLOW_CODE && longest > Math.min(1.5 * middle, BURST_GAP_MS)) gaps.pop()
  if ((gaps.at(-1) ?? 0) <= FAST_MS) return 'fast'
  const isSteady = gaps.every((gap) => Math.abs(gap - middle) <= steadiness(middle, length))
  return length >= SHORTEST_SLOW_CODE && isSteady ? 'steady' : null
}

/** How far the gaps of a scanner are from their middle, in milliseconds. The fewer they are, the more hands can do. */
function steadiness(middle: number, length: number): number {
  if (middle < 50) return 16
  return length < 8 ? 8 : 12
}

/**
 * What a code may be, by the characters that arrived and by those of a US keyboard. A scanner that presses the keys of
 * the one on a machine with the other types another code.
 */
function readings(typed: string, us: string): [string, ...string[]] {
  if (/^\d+$/.test(typed)) return [typed]
  // They differ by Caps Lock alone, which a scanner knows nothing of.
  if (typed.toLowerCase() === us.toLowerCase() || us === '') return [us || typed]
  return isLikely(typed) ? [typed, us] : [us, typed]
}

/** Made of what labels are printed with: letters, digits and the signs of Code 39. */
function isLikely(code: string): boolean {
  return /^[\w .$/+%:-]+$/.test(code.replaceAll(GROUP_SEPARATOR, ''))
}
