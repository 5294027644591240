import type { UseFormReturn } from 'react-hook-form'
import { ApiError } from '@/lib/api/errors'
import { errorsOn } from '@/lib/api/fieldErrors'
import * as text from '@/strings/productForm'
import { FIELD_NAMES, type ProductValues } from './schema'

/** Puts messages on their fields, focuses the first, and returns those that have no field here. */
export function showErrors(
  error: unknown,
  form: UseFormReturn<ProductValues>,
  setPictureError: (message: string | undefined) => void,
): string[] {
  const { onFields, first, others } = errorsOn(error, [...FIELD_NAMES, 'image'])
  const { image, ...onInputs } = onFields
  for (const field of FIELD_NAMES) if (onInputs[field]) form.setError(field, { message: onInputs[field] })
  if (first && first !== 'image') form.setFocus(first)
  setPictureError(image)
  const isAway = error instanceof ApiError && (error.status === 0 || error.status >= 500)
  return isAway ? [...others, text.nothingLost] : others
}
