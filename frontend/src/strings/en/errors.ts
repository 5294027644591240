/* Why a request failed, when the server did not say it itself. */

import { plural } from '@/lib/plural'

export const network = 'The server could not be reached.'
export const signedOut = 'You are no longer signed in here. Nothing was sent.'
export const page = 'Something went wrong in this page. Reload it and try again.'
export const notValid = 'Some of what was sent is not valid.'
export const forbidden = 'You are not allowed to do this.'
export const gone = 'This no longer exists.'
export const tooLarge = 'The file is too large for the server.'
export const tooMany = 'Too many attempts. Try again in a minute.'
export const tooManyFor = (seconds: number) =>
  plural(seconds, {
    one: 'Too many attempts. Try again in # second.',
    other: 'Too many attempts. Try again in # seconds.',
  })
export const server = 'The server had a problem. Nothing was changed; try again.'
