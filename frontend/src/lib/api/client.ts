import { ensureFresh, renewRefused } from '@/lib/auth/tokens'
import { takeEarly } from './early'
import { ApiError } from './errors'
import { type ApiResponse, type Outgoing, send } from './http'

type Config = Omit<Outgoing, 'method' | 'path' | 'body'>

/** Requests of a signed-in person: carries a fresh token, retries once after a 401, throws ApiError. */
export const api = {
  get: <Data>(path: string, config?: Config) => request<Data>({ ...config, method: 'GET', path }),
  post: <Data>(path: string, body: object, config?: Config) =>
    request<Data>({ ...config, method: 'POST', path, body }),
  patch: <Data>(path: string, body: object, config?: Config) =>
    request<Data>({ ...config, method: 'PATCH', path, body }),
  delete: <Data>(path: string, config?: Config) => request<Data>({ ...config, method: 'DELETE', path }),
}

async function request<Data>(outgoing: Outgoing): Promise<ApiResponse<Data>> {
  const token = await ensureFresh()
  try {
    const request = withToken(outgoing, token)
    return await send<Data>(request, takeEarly(request))
  } catch (error) {
    if (!token || !(error instanceof ApiError) || error.status !== 401) throw error
    const renewed = await renewRefused(token)
    if (!renewed) throw error
    return send<Data>(withToken(outgoing, renewed))
  }
}

function withToken(outgoing: Outgoing, token: string | null): Outgoing {
  if (!token) return outgoing
  return { ...outgoing, headers: { ...outgoing.headers, Authorization: `Bearer ${token}` } }
}
