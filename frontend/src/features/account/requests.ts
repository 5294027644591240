import { postJson } from '@/lib/api/http'
import { clearTokens, getRefresh, saveTokens, type TokenPair } from '@/lib/auth/tokens'

export interface Credentials {
  username: string
  password: string
}

export interface Registration extends Credentials {
  email: string
}

/** Signs in. Throws ApiError: 401 for a wrong name or password, 429 after too many attempts. */
export async function signIn(credentials: Credentials): Promise<void> {
  saveTokens(await postJson<TokenPair>('token/', credentials))
}

/** Creates the account, once for each `key`, and signs in. */
export async function register({ username, email, password }: Registration, key: string): Promise<void> {
  const headers = { 'Idempotency-Key': key }
  await postJson('user/register/', { username, email, password }, { headers })
  await signIn({ username, password })
}

/** Signs out at once, then asks the server to refuse the refresh token from now on. */
export async function signOut(): Promise<void> {
  const refresh = getRefresh()
  clearTokens()
  if (refresh) await postJson('token/blacklist/', { refresh })
}
