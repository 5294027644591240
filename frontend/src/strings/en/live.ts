import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The state of the feed, what others change, and who else is there. */

export const connecting = t`Connecting`
export const live = t`Live`
export const paused = t`Paused`
export const reconnecting = t`Reconnecting`
/** Perhaps only the server is away: the browser is not said to be offline. */
export const offline = t`Not connected`
export const connection = t`Connection:`
export const pauseChanges = t`Pause live changes`
export const pauseMeans = t`Keeps this screen still. Nothing is lost.`
export const othersHere = (count: number) =>
  plural(count, { one: '# other person is here', other: '# other people are here' })
export const whoIsHere = t`Here now`
export const onlyYou = t`Only you`
export const you = t`you`
export const editing = t`editing`
export const latest = t`Latest changes`
export const latestLoading = t`Loading the latest changes`
export const latestFailed = t`Couldn’t load the latest changes`
export const noneYet = t`Nothing has changed yet.`
export const added = t`Added`
export const edited = t`Changed`
export const deleted = t`Deleted`
export const toldBy = (what: string, actor: string) => t`${what} · ${isolate(actor)}`
export const allMovements = t`History`
export const waiting = (count: number) =>
  plural(count, { one: '# change waiting', other: '# changes waiting' })
export const dataAge = (age: string) => t`${age} behind`
export const seconds = (count: number) => t`${count} s`
export const minutes = (count: number) => t`${count} min`
export const hours = (count: number) => t`${count} h`
export const days = (count: number) => t`${count} d`

export const signedOut = t`You’re signed out. Sign in again to see live changes.`
export const refused = t`The server refused live changes on this page.`
export const notConnected = t`Can’t reach the server. Trying again.`
export const trueAt = (time: string) => t`Showing data from ${time}.`
export const asTheyHappen = t`Changes appear as they happen.`
export const repaired = (count: number) =>
  plural(count, {
    one: 'The self-check fixed # difference since you opened this page.',
    other: 'The self-check fixed # differences since you opened this page.',
  })

export const productChanged = (name: string) => t`${isolate(name)} changed`
export const productMoved = (name: string, movement: string) => t`${isolate(name)} changed: ${movement}`
export const productsChanged = (count: number) =>
  plural(count, { one: '# product changed', other: '# products changed' })
export const productDeleted = (name: string) => t`${isolate(name)} deleted`
export const productsDeleted = (count: number) =>
  plural(count, { one: '# product deleted', other: '# products deleted' })
export const productsAdded = (count: number) =>
  plural(count, { one: '# product added', other: '# products added' })

export const areEditing = (count: number, names: string) =>
  plural(count, { one: `${names} is editing`, other: `${names} are editing` })
export const areLooking = (count: number, names: string) =>
  plural(count, { one: `${names} is viewing this`, other: `${names} are viewing this` })
export const morePeople = (count: number) => plural(count, { one: '# more', other: '# more' })
