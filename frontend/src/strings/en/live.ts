import { isolate } from '@/lib/isolate'
import { plural } from '@/lib/plural'

/* The state of the feed, what others change, and who else is there. */

export const connecting = 'Connecting'
export const live = 'Live'
export const paused = 'Paused'
export const reconnecting = 'Reconnecting'
export const offline = 'Offline'
export const pauseChanges = 'Pause live changes'
export const waiting = (count: number) =>
  plural(count, { one: '# change waiting', other: '# changes waiting' })
export const dataAge = (age: string) => `${age} behind`
export const seconds = (count: number) => `${count} s`
export const minutes = (count: number) => `${count} min`
export const hours = (count: number) => `${count} h`
export const days = (count: number) => `${count} d`

export const signedOut = 'You’re signed out. Sign in again to see live changes.'
export const refused = 'The server refused live changes on this page.'
export const notConnected = 'Can’t reach the server. Trying again.'
export const trueAt = (time: string) => `Showing data from ${time}.`
export const heldBack = (count: number) =>
  plural(count, {
    one: '# change waiting. Press to show it and resume.',
    other: '# changes waiting. Press to show them and resume.',
  })
export const asTheyHappen = 'Changes appear live. Press to pause.'
export const repaired = (count: number) =>
  plural(count, {
    one: 'The self-check fixed # difference since you opened this page.',
    other: 'The self-check fixed # differences since you opened this page.',
  })

export const productChanged = (name: string) => `${isolate(name)} changed`
export const productMoved = (name: string, movement: string) => `${isolate(name)} changed: ${movement}`
export const productsChanged = (count: number) =>
  plural(count, { one: '# product changed', other: '# products changed' })
export const productDeleted = (name: string) => `${isolate(name)} deleted`
export const productsDeleted = (count: number) =>
  plural(count, { one: '# product deleted', other: '# products deleted' })
export const productsAdded = (count: number) =>
  plural(count, { one: '# product added', other: '# products added' })

export const areEditing = (count: number, names: string) =>
  plural(count, { one: `${names} is editing`, other: `${names} are editing` })
export const areLooking = (count: number, names: string) =>
  plural(count, { one: `${names} is looking`, other: `${names} are looking` })
export const morePeople = (count: number) => plural(count, { one: '# more', other: '# more' })
