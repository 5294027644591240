import * as text from '@/strings/errors'

export type FieldErrors = Record<string, string[]>

/** Every failed request, in one shape. `status` is 0 when no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  /** Messages by field, as the API named them; those about no single field are under `non_field_errors`. */
  readonly fields: FieldErrors
  /** Seconds to wait, when the server said so. */
  readonly retryAfter: number | null
  /** The whole answer, for callers that know its shape (the current row of a 412). */
  readonly body: unknown

  constructor(init: {
    status: number
    code?: string
    message: string
    fields?: FieldErrors
    retryAfter?: number | null
    body?: unknown
  }) {
    super(init.message)
    this.name = 'ApiError'
    this.status = init.status
    this.code = init.code ?? ''
    this.fields = init.fields ?? {}
    this.retryAfter = init.retryAfter ?? null
    this.body = init.body
  }

  /** Nobody is signed in any more, or somebody else is: the request was not sent. */
  static signedOut(): ApiError {
    return new ApiError({ status: 401, code: 'signed_out', message: text.signedOut })
  }

  static network(): ApiError {
    return new ApiError({ status: 0, code: 'network', message: text.network })
  }
}

/** The error that an answer of the API stands for. */
export function answerError(status: number, retryAfterHeader: unknown, body: unknown): ApiError {
  const retryAfter = Number(retryAfterHeader) || null
  return new ApiError({
    status,
    code: textOf(body, 'code'),
    message: textOf(body, 'detail') || messageFor(status, retryAfter),
    fields: status === 400 ? fieldErrors(body) : {},
    retryAfter,
    body,
  })
}

/** A sentence for a person, whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 429) return messageFor(429, error.retryAfter)
    return error.message
  }
  return text.page
}

function messageFor(status: number, retryAfter: number | null): string {
  if (status === 400) return text.notValid
  if (status === 403) return text.forbidden
  if (status === 404) return text.gone
  if (status === 413) return text.tooLarge
  if (status === 429) {
    return retryAfter ? text.tooManyFor(retryAfter) : text.tooMany
  }
  return text.server
}

function textOf(body: unknown, key: string): string {
  if (!isRecord(body)) return ''
  const value = body[key]
  return typeof value === 'string' ? value : ''
}

function fieldErrors(body: unknown): FieldErrors {
  if (!isRecord(body)) return {}
  const fields: FieldErrors = {}
  for (const [field, value] of Object.entries(body)) {
    if (field === 'detail' || field === 'code') continue
    const messages = [value].flat().filter((item): item is string => typeof item === 'string')
    if (messages.length > 0) fields[field] = messages
  }
  return fields
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
