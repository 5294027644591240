import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Finding products by barcode: with a scanner, and with the camera. */

export const unknown = (code: string) => t`No product has the code ${isolate(code)}`
export const unknownHint = t`It may be new. You can also search for part of it.`
export const addWithCode = t`Add product with this barcode`
export const search = t`Search for it`
export const broken = t`Only part of the code came through`
export const brokenHint = t`Nothing was changed. Scan it again.`
export const useFor = t`Use for…`

/* What a scan asks. */
export const openQuestion = (name: string) => t`Open ${isolate(name)}?`
export const openMeans = (code: string) =>
  t`You scanned ${isolate(code)}. Nothing was changed. What you entered here isn’t saved.`
export const whichProduct = (code: string) => t`Several products have the code ${isolate(code)}`
export const whichMeans = t`Which one do you mean?`
export const openProduct = t`Open product`
export const stay = t`Stay here`

export const lookUpFailed = (code: string) => t`Couldn’t look up ${isolate(code)}`
export const tryAgain = t`Try again`

export const title = t`Scan a barcode`
export const aim = t`Hold the code inside the frame. The product opens automatically.`
export const aimForField = t`Hold the code inside the frame.`
export const starting = t`Starting the camera…`
export const lookingUp = (code: string) => t`${isolate(code)}: looking it up…`
export const picture = t`Camera view`
export const torchOn = t`Light on`
export const torchOff = t`Light off`
export const scanAgain = t`Scan again`

/** Why there is no camera picture: a title, and what to do. */
export const problems = {
  denied: {
    title: t`The camera is blocked`,
    hint: t`Allow it for this site in the browser’s settings, then try again. You can also type the code into the search.`,
  },
  none: { title: t`No camera found`, hint: t`Type the code into the search, or use a USB scanner.` },
  busy: {
    title: t`The camera is in use`,
    hint: t`Another app or tab is using it. Close it and try again.`,
  },
  insecure: {
    title: t`The camera needs a secure connection`,
    hint: t`Browsers only allow the camera on https pages. Ask for the https address of this server.`,
  },
  unreadable: {
    title: t`Can’t read codes here`,
    hint: t`Couldn’t load the scanner. Check your connection and try again.`,
  },
}

/** The same in a form, where the code has a field. */
export const problemsInForm = {
  ...problems,
  denied: {
    ...problems.denied,
    hint: t`Allow it for this site in the browser’s settings, then try again. You can also type the code.`,
  },
  none: { ...problems.none, hint: t`Type the code, or use a USB scanner.` },
}
