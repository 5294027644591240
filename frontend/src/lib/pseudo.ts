import type { I18n, MessageDescriptor } from '@lingui/core'

type Tokens = string | readonly Token[]
type Token = string | readonly [name: string, type?: string, forms?: Record<string, Tokens>]

/** So much longer is a German sentence, at worst. */
const GROWTH = 0.4
const ACCENTED: Record<string, string> = Object.fromEntries(
  [
    ...'aàbƀcçdďeéfƒgĝhĥiîjĵkķlĺmḿnñoöpþqɋrŕsštţuûvṽwŵxẋyýzžAÀBƁCÇDĎEÉFƑGĜHĤIÎJĴKĶLĹMḾNÑOÖPÞQɊRŔSŠTŢUÛVṼWŴXẊYÝZŽ',
  ]
    .join('')
    .match(/../gu)
    ?.map((pair) => [...pair]) ?? [],
)

/**
 * Makes every message look translated, so that a test sees which words on a page are none: no letter of theirs is left as
 * it was, and they take more room.
 */
export function distort(i18n: I18n): void {
  const look = i18n._.bind(i18n)
  i18n._ = (message: MessageDescriptor | string, ...rest: unknown[]) => {
    if (typeof message === 'string') return look(message)
    const tokens = message.message as unknown as Tokens
    return look({ ...message, message: distorted(tokens) as unknown as string }, ...(rest as []))
  }
}

function distorted(tokens: Tokens): Tokens {
  if (typeof tokens === 'string') return accented(tokens)
  return tokens.map((token): Token => {
    if (typeof token === 'string') return token === '#' ? token : accented(token)
    const [name, type, forms] = token
    if (!type || !forms) return token
    return [
      name,
      type,
      Object.fromEntries(Object.entries(forms).map(([key, form]) => [key, distorted(form)])),
    ]
  })
}

function accented(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const more = 'ö'.repeat(Math.round(letters * GROWTH))
  return [...text].map((char) => ACCENTED[char] ?? char).join('') + more
}
