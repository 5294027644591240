import { plural, t } from '@lingui/core/macro'

/* Why a request failed, when the server did not say it itself. */

export const network = t`Can’t reach the server.`
export const savedBefore = t`An earlier attempt was saved, without what you’ve changed since. Check before you send this too.`
export const signedOut = t`You’ve been signed out. Nothing was sent.`
export const page = t`Something went wrong. Reload the page and try again.`
export const notValid = t`Some of the values aren’t valid.`
export const forbidden = t`You don’t have permission to do this.`
export const gone = t`This no longer exists.`
export const tooLarge = t`The file is too large for the server.`
export const tooMany = t`Too many attempts. Try again in a minute.`
export const tooManyFor = (seconds: number) =>
  plural(seconds, {
    one: 'Too many attempts. Try again in # second.',
    other: 'Too many attempts. Try again in # seconds.',
  })
export const server = t`The server had a problem. Nothing was changed. Try again.`
export const noSaving = t`The server had a problem. Try again.`
export const maybeSaved = t`The server had a problem. This may have been saved. Check, then try again.`
