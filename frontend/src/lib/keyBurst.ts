/** A scanner's keys come closer together than this; nobody's fingers do. */
export const BURST_GAP_MS = 35
/** A shorter code is not told from fingers that slipped. */
export const SHORTEST_CODE = 4

/** The keys that end a code: what scanners can be set to send after it. */
const ENDS = ['Enter', 'Tab']

/** Finds codes in a stream of keys: USB barcode scanners are keyboards that type very fast and end with Enter. */
export class KeyBurst {
  private typed = ''
  private lastAt = Number.NEGATIVE_INFINITY

  /** Adds a key and when it came (milliseconds). Returns the code when this key ends one, otherwise null. */
  add(key: string, at: number): string | null {
    // A scanner holds Shift for its capitals; that is a part of the burst and no character of it.
    if (key === 'Shift') return this.touch(at)
    const isClose = at - this.lastAt <= BURST_GAP_MS
    if (!isClose) this.typed = ''
    this.lastAt = at
    if (ENDS.includes(key)) return this.end()
    this.typed = key.length === 1 ? this.typed + key : ''
    return null
  }

  private touch(at: number): null {
    if (at - this.lastAt > BURST_GAP_MS) this.typed = ''
    this.lastAt = at
    return null
  }

  private end(): string | null {
    const code = this.typed.trim()
    this.typed = ''
    return code.length >= SHORTEST_CODE ? code : null
  }
}
