import axios, { type AxiosError, type InternalAxiosRequestConfig, isAxiosError } from 'axios'
import { ensureFresh, renewRefused } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { ApiError, answerError } from './errors'

interface RequestConfig extends InternalAxiosRequestConfig {
  /** The access token this request carried, and whether it was already sent a second time. */
  sentToken?: string
  isRetry?: boolean
}

/** Requests of a signed-in person: carries a fresh token, retries once after a 401, throws ApiError. */
export const api = axios.create({
  baseURL: env.apiUrl,
  timeout: 30_000,
  // Arrays repeat the key (category=books&category=home), as Django reads them.
  paramsSerializer: { indexes: null },
})

api.interceptors.request.use(async (config: RequestConfig) => {
  const token = config.isRetry ? config.sentToken : await ensureFresh()
  if (token) {
    config.sentToken = token
    config.headers.set('Authorization', `Bearer ${token}`)
  }
  return config
})

api.interceptors.response.use(undefined, async (error: AxiosError) => {
  const config = error.config as RequestConfig | undefined
  if (error.response?.status !== 401 || !config?.sentToken || config.isRetry) throw toApiError(error)
  const token = await renewRefused(config.sentToken)
  if (!token) throw toApiError(error)
  return api.request({ ...config, sentToken: token, isRetry: true } as RequestConfig)
})

/** Cancellations, and what is an ApiError already, pass through unchanged. */
function toApiError(error: unknown): unknown {
  if (!isAxiosError(error) || error.code === 'ERR_CANCELED') return error
  if (!error.response) return ApiError.network()
  const { status, headers, data } = error.response
  return answerError(status, headers['retry-after'], data)
}
