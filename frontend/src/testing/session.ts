import { saveTokens, type TokenPair } from '@/lib/auth/tokens'

interface TokenOptions {
  userId?: number
  /** Seconds from now. */
  expiresIn?: number
  /** Seconds since it was issued. */
  age?: number
}

/** An access token as the server makes it, but for the signature. */
export function makeAccess({ userId = 3, expiresIn = 3600, age = 0 }: TokenOptions = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    token_type: 'access',
    user_id: String(userId),
    iat: now - age,
    exp: now + expiresIn,
    jti: Math.random().toString(36),
  }
  return ['{"alg":"none"}', JSON.stringify(claims), 'signature'].map((part) => toBase64Url(part)).join('.')
}

export function makePair(options?: TokenOptions): TokenPair {
  return { access: makeAccess(options), refresh: `refresh-${Math.random().toString(36)}` }
}

/** Signs in as ana, whose id is 3. */
export function signInForTest(): TokenPair {
  const pair = makePair()
  saveTokens(pair)
  return pair
}

function toBase64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
