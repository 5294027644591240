import type { UseFormReturn } from 'react-hook-form'
import { ApiError, errorMessage, type FieldErrors } from '@/lib/api/errors'
import * as text from '@/strings/productForm'
import { FIELD_NAMES, type ProductValues } from './schema'

/** Puts messages on their fields, focuses the first, and returns those that have no field here. */
export function showErrors(
  error: unknown,
  form: UseFormReturn<ProductValues>,
  setPictureError: (message: string | undefined) => void,
): string[] {
  const fields: FieldErrors = error instanceof ApiError ? error.fields : {}
  if (Object.keys(fields).length === 0) {
    const isAway = error instanceof ApiError && (error.status === 0 || error.status >= 500)
    return isAway ? [errorMessage(error), text.nothingLost] : [errorMessage(error)]
  }
  const named = FIELD_NAMES.filter((field) => fields[field])
  for (const field of named) form.setError(field, { message: fields[field]?.join(' ') })
  if (named[0]) form.setFocus(named[0])
  setPictureError(fields.image?.join(' '))
  const shown = new Set<string>([...named, 'image'])
  return Object.entries(fields).flatMap(([field, messages]) => (shown.has(field) ? [] : messages))
}
