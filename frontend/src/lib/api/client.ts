import { AxiosError, type AxiosRequestConfig } from 'axios'
import { ensureFresh, getUserId, renewRefused, userIdOf } from '@/lib/auth/tokens'
import { shownUserId } from '@/lib/session'
import { ApiError } from './errors'
import { type ApiResponse, http, type Outgoing, type RequestOptions, send } from './http'
import type { Address, AnswerOf, BodyOf, ParamsOf } from './routes'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Whose request it is; undefined: it carries no token. */
    owner?: number | null
    /** The token that it carries, and whether that is the second one. */
    token?: string | null
    isRenewed?: boolean
  }
}

/** `userId`: whose request it is, where that is not whoever the tab shows. */
type Options = RequestOptions & { userId?: number }

/**
 * Requests of a signed-in person: they carry a fresh token, are sent once more after a 401, and throw ApiError. The schema
 * says which addresses there are, what they take and what they answer.
 *
 * A request is the one of the person whose session the tab shows. It is not sent with the token of somebody who has
 * signed in since, here or in another tab; and when that happens while it is on its way, nobody hears how it ended.
 */
export const api = {
  get: <Path extends Address<'get'>>(
    path: Path,
    options?: Omit<Options, 'params'> & { params?: ParamsOf<'get', Path> },
  ) => request<AnswerOf<'get', Path>>({ ...options, method: 'get', path }),

  post: <Path extends Address<'post'>>(
    path: Path,
    body: BodyOf<'post', Path>,
    options?: Omit<Options, 'params'> & { params?: ParamsOf<'post', Path> },
  ) => request<AnswerOf<'post', Path>>({ ...options, method: 'post', path, body }),

  put: <Path extends Address<'put'>>(path: Path, body: BodyOf<'put', Path>, options?: Options) =>
    request<AnswerOf<'put', Path>>({ ...options, method: 'put', path, body }),

  patch: <Path extends Address<'patch'>>(path: Path, body: BodyOf<'patch', Path>, options?: Options) =>
    request<AnswerOf<'patch', Path>>({ ...options, method: 'patch', path, body }),

  delete: <Path extends Address<'delete'>>(path: Path, options?: Options & Pick<Outgoing, 'body'>) =>
    request<AnswerOf<'delete', Path>>({ ...options, method: 'delete', path }),

  /** A file: of this address, or made of what is posted. */
  file: (path: Address<'get'> | Address<'post'>, options: Options & Pick<Outgoing, 'body'> = {}) =>
    request<Blob>({ ...options, method: options.body ? 'post' : 'get', path, responseType: 'blob' }),

  /** The bytes of an answer as they arrive. They may take as long as they take; the signal ends them. */
  stream: async (
    path: Address<'post'>,
    body: object,
    options?: Options,
  ): Promise<ReadableStream<BufferSource>> => {
    const unhurried = { timeout: 0, ...options, responseType: 'stream' } as const
    return (await request<ReadableStream<BufferSource>>({ ...unhurried, method: 'post', path, body })).data
  },
}

function request<Data>({ userId, ...outgoing }: Outgoing & Options): Promise<ApiResponse<Data>> {
  return send<Data>({ ...outgoing, owner: userId ?? shownUserId() ?? getUserId() })
}

http.interceptors.request.use(async (config) => {
  if (config.owner === undefined) return config
  config.token ??= await ensureFresh()
  assertOwn(config.owner, config.token)
  if (config.token) config.headers.set('Authorization', `Bearer ${config.token}`)
  return config
})

http.interceptors.response.use(
  async (response) => {
    await whileOwn(response.config)
    return response
  },
  async (error: unknown) => {
    if (!(error instanceof AxiosError) || !error.config) throw error
    const { config, response } = error
    await whileOwn(config)
    if (response?.status !== 401 || !config.token || config.isRenewed) throw error
    const renewed = await renewRefused(config.token)
    if (!renewed) throw error
    return http.request({ ...config, token: renewed, isRenewed: true })
  },
)

/** Throws ApiError unless `token` is this person's: what one asked for is not sent by another. */
function assertOwn(owner: number | null, token: string | null): void {
  if (owner === null || (token !== null && userIdOf(token) === owner)) return
  throw ApiError.signedOut()
}

/** Resolves while the same person is signed in; never when it is somebody else: there is nobody to be told. */
async function whileOwn({ owner }: AxiosRequestConfig): Promise<void> {
  const now = getUserId()
  if (owner != null && now !== null && now !== owner) await new Promise(() => {})
}
