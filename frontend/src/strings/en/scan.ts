import { isolate } from '@/lib/isolate'

/* Finding products by barcode: with a scanner, and with the camera. */

export const unknown = (code: string) => `No product has the code ${isolate(code)}`
export const unknownHint = 'It may be new. You can also search for part of it.'
export const addWithCode = 'Add product with this barcode'
export const search = 'Search for it'
export const broken = 'Only part of the code arrived'
export const brokenHint = 'Nothing was changed. Scan it again.'

/* What a scan asks. */
export const openQuestion = (name: string) => `Open ${isolate(name)}?`
export const openMeans = (code: string) =>
  `You scanned ${isolate(code)}. Nothing was changed. What you started here isn’t saved.`
export const whichProduct = (code: string) => `Several products have the code ${isolate(code)}`
export const whichMeans = 'Which one do you mean?'
export const openProduct = 'Open product'
export const stay = 'Stay here'

export const lookUpFailed = (code: string) => `Couldn’t look up ${isolate(code)}`
export const tryAgain = 'Try again'

export const title = 'Scan a barcode'
export const aim = 'Hold the code inside the frame. The product opens automatically.'
export const starting = 'Starting the camera…'
export const lookingUp = (code: string) => `${isolate(code)}: looking it up…`
export const picture = 'What the camera sees'
export const torchOn = 'Light on'
export const torchOff = 'Light off'
export const scanAgain = 'Scan again'

/** Why there is no camera picture: a title, and what to do. */
export const problems = {
  denied: {
    title: 'The camera is blocked',
    hint: 'Allow it for this site in the browser’s settings, then try again. You can also type the code into the search.',
  },
  none: { title: 'No camera found', hint: 'Type the code into the search, or use a USB scanner.' },
  busy: { title: 'The camera is in use', hint: 'Another app or tab is using it. Close that and try again.' },
  insecure: {
    title: 'The camera needs a secure connection',
    hint: 'Browsers only allow the camera on https pages. Ask for the https address of this server.',
  },
  unreadable: {
    title: 'Can’t read codes here',
    hint: 'Couldn’t load the reader. Check the connection and try again.',
  },
}
