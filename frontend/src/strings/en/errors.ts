/* Why a request failed, when the server did not say it itself. */

import { plural } from '@/lib/plural'

export const network = 'Can’t reach the server.'
export const signedOut = 'You’ve been signed out. Nothing was sent.'
export const page = 'Something went wrong. Reload the page and try again.'
export const notValid = 'Some of the values aren’t valid.'
export const forbidden = 'You don’t have access to do this.'
export const gone = 'This no longer exists.'
export const tooLarge = 'The file is too large for the server.'
export const tooMany = 'Too many attempts. Try again in a minute.'
export const tooManyFor = (seconds: number) =>
  plural(seconds, {
    one: 'Too many attempts. Try again in # second.',
    other: 'Too many attempts. Try again in # seconds.',
  })
export const server = 'The server had a problem. Nothing was changed. Try again.'
