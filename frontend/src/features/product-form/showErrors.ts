import type { UseFormReturn } from 'react-hook-form'
import { ApiError } from '@/lib/api/errors'
import { errorsOn } from '@/lib/api/fieldErrors'
import * as text from '@/strings/productForm'
import { FIELD_NAMES, type ProductValues } from './schema'
import { type PartlySaved, Stopped } from './useSend'

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
  return isAway(error) ? [...others, text.nothingLost] : others
}

/** What to say when the product is saved, and one of its pictures is not. */
export function unfinished({ done: { place }, why }: PartlySaved): string[] {
  if (why instanceof Stopped) return [text.stoppedAtPictures]
  const { onFields, others } = errorsOn(why, ['image'])
  const reason = [onFields.image ?? [], others].flat().join(' ')
  const line = place === null ? text.picturesNotChanged(reason) : text.pictureNotAdded(place, reason)
  return isAway(why) ? [line, text.nothingLost] : [line]
}

function isAway(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500)
}
