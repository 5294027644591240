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

interface Words {
  byCode: Record<string, string>
  byFieldCode: Record<string, string>
}

/** What the codes of the API say in the page's language. English has none: the server's own sentences say more. */
let words: Words | null = null

export function explainErrorsBy(given: Words): void {
  words = given
}

/** The sentence for a refusal in the page's language; without one, that of the server. */
export function refusalText(code: string, detail: string): string {
  // The server speaks of keys, which nobody sees.
  if (code === 'idempotency_key_reused') return text.savedBefore
  return words?.byCode[code] ?? detail
}

/** The error that an answer of the API stands for. `fieldCodes` is its header Error-Codes. `isWrite`: it was to save something. */
export function answerError(
  status: number,
  retryAfterHeader: unknown,
  body: unknown,
  fieldCodes?: unknown,
  isWrite = false,
): ApiError {
  const retryAfter = Number(retryAfterHeader) || null
  const code = textOf(body, 'code')
  return new ApiError({
    status,
    code,
    message: refusalText(code, textOf(body, 'detail')) || messageFor(status, retryAfter, isWrite),
    fields: status === 400 ? translated(fieldErrors(body), fieldCodes) : {},
    retryAfter,
    body,
  })
}

/** Whether the server understood, and said no: the same request would get the same answer. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429
}

/** A sentence for a person, whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 429) return messageFor(429, error.retryAfter)
    return error.message
  }
  return text.page
}

function messageFor(status: number, retryAfter: number | null, isWrite = false): string {
  if (status === 400) return text.notValid
  if (status === 403) return text.forbidden
  if (status === 404) return text.gone
  if (status === 413) return text.tooLarge
  if (status === 429) {
    return retryAfter ? text.tooManyFor(retryAfter) : text.tooMany
  }
  if (status < 500) return text.server
  // Of a proxy, as the server itself says what is wrong: the request may have reached it.
  return isWrite ? text.maybeSaved : text.noSaving
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

/** Codes are told as "sku=taken, password=password_too_short+password_too_common". */
function translated(fields: FieldErrors, codes: unknown): FieldErrors {
  if (!words || typeof codes !== 'string') return fields
  const known = new Map(codes.split(', ').map((pair) => pair.split('=') as [string, string]))
  const { byFieldCode } = words
  return Object.fromEntries(
    Object.entries(fields).map(([field, messages]) => {
      const reasons = known.get(field)?.split('+') ?? []
      const said = (message: string, reason = '') =>
        byFieldCode[`${field}.${reason}`] ?? byFieldCode[reason] ?? message
      return [field, messages.map((message, index) => said(message, reasons[index]))]
    }),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
