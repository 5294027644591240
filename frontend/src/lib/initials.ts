const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/u

/** A person in a letter or two: "A" of ana, "AS" of ana.smith. */
export function initials(name: string): string {
  const words = name.normalize('NFC').split(SEPARATORS).filter(Boolean)
  return (words.length > 0 ? words : [name])
    .slice(0, 2)
    .map((word) => firstLetter(word).toLocaleUpperCase())
    .join('')
}

/** What people take for one letter: with its accents, and whatever it is made of. */
function firstLetter(word: string): string {
  // Firefox has the segmenter since 125.
  if (!('Segmenter' in Intl)) return [...word][0] ?? ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word))
    return segment
  return ''
}
