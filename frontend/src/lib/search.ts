/** What can be said in the browser about something that the server decides. */
export type Verdict = 'yes' | 'no' | 'maybe'

/** Text that both sides compare in the same way, whatever the versions of Unicode. */
const PLAIN = /^[\t\n\r -~]*$/

/**
 * Whether the server's search finds `query` in these fields: every word of it occurs in one of them, without case and
 * accents. Where more than ASCII is needed to say so, the answer is "maybe", and the server has to be asked.
 */
export function searchVerdict(fields: readonly (string | null)[], query: string): Verdict {
  const texts = fields.map((field) => field?.toLowerCase() ?? '')
  const isPlain = texts.every((text) => PLAIN.test(text))
  let result: Verdict = 'yes'
  for (const word of wordsOf(query)) {
    if (!PLAIN.test(word)) result = 'maybe'
    else if (texts.some((text) => text.includes(word))) continue
    else if (isPlain) return 'no'
    else result = 'maybe'
  }
  return result
}

/** Text without case and accents: for lists that the browser alone searches. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
    .toLowerCase()
}

export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean)
}
