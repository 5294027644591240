/** Letters that read from right to left: Hebrew, Arabic and their relatives, wherever Unicode has them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/** Characters that turn the direction of what follows, or end such a turn. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g
const [LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2066', '\u2068', '\u2069']

/**
 * A name as a part of a sentence that is plain text: its direction does not reach what stands around it. "+1" after a
 * Hebrew name would else be drawn inside the name. Between tags, `<bdi>` does this.
 */
export function isolate(name: string): string {
  const plain = name.replace(TURNS, '')
  const isMixed = RIGHT_TO_LEFT.test(plain) || document.documentElement.dir === 'rtl'
  return isMixed ? FIRST_STRONG_ISOLATE + plain + POP_ISOLATE : plain
}

/** A signed number or a code, whose characters keep their order in a line that reads from right to left. */
export function leftToRight(text: string): string {
  return document.documentElement.dir === 'rtl' ? LEFT_TO_RIGHT_ISOLATE + text + POP_ISOLATE : text
}
