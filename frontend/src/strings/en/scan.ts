import { isolate } from '@/lib/isolate'

/* Finding products by barcode: with a scanner, and with the camera. */

export const unknown = (code: string) => `No product has the code ${isolate(code)}`
export const unknownHint = 'It may be new. Or search for a part of it.'
export const addWithCode = 'Add product with this barcode'
export const search = 'Search for it'
export const broken = 'Only a part of the code arrived'
export const brokenHint = 'Nothing was changed. Scan it once more.'

/* What a scan asks. */
export const openQuestion = (name: string) => `Open ${isolate(name)}?`
export const openMeans = (code: string) =>
  `You scanned ${isolate(code)}. Nothing has been changed by that. What you have begun here is not saved.`
export const whichProduct = (code: string) => `Several products have the code ${isolate(code)}`
export const whichMeans = 'Which one do you mean?'
export const openProduct = 'Open product'
export const stay = 'Stay here'

export const lookUpFailed = (code: string) => `${isolate(code)} could not be looked up`
export const tryAgain = 'Try again'

export const title = 'Scan a barcode'
export const aim = 'Hold the code inside the frame. The product opens by itself.'
export const starting = 'Starting the camera…'
export const lookingUp = (code: string) => `${isolate(code)}: looking it up…`
export const picture = 'What the camera sees'
export const torchOn = 'Light on'
export const torchOff = 'Light off'
export const scanAgain = 'Scan again'

/** Why there is no camera picture: a title, and what to do. */
export const problems = {
  denied: {
    title: 'The camera is not allowed here',
    hint: 'Allow it for this site in the browser’s settings, then try again. A code can also be typed into the search.',
  },
  none: { title: 'No camera found', hint: 'Type the code into the search, or use a USB scanner.' },
  busy: { title: 'The camera is in use', hint: 'Another app or tab has it. Close that and try again.' },
  insecure: {
    title: 'The camera needs a safe connection',
    hint: 'Browsers give the camera only to pages opened by https, or on this machine. Ask for the https address of this server.',
  },
  unreadable: {
    title: 'Codes cannot be read here',
    hint: 'The reader could not be loaded. Check the connection and try again.',
  },
}
