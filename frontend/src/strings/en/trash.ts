import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Deleted products, and having them back. */

export const title = t`Trash`
export const count = (total: number) => plural(total, { one: '# product', other: '# products' })
export const loading = t`Loading the trash`
export const failed = t`Couldn’t load the trash`
export const empty = t`The trash is empty`
export const emptyHint = t`Deleted products stay here for a while. You can restore them with their stock and history.`
/** Before when, and by whom. */
export const deleted = t`Deleted`
export const deletedBy = (name: string) => t`by ${isolate(name)}`
export const keptUntil = (day: string) => t`kept until ${day}`
export const onHand = (number: string) => t`${number} on hand`
export const undo = t`Undo`
export const restore = t`Restore`
export const restoreOf = (name: string) => t`Restore ${isolate(name)}`
export const restored = (name: string) => t`${isolate(name)} is back`
export const notRestored = t`Nothing was restored`
export const remove = t`Delete for good`
export const removeOf = (name: string) => t`Delete ${isolate(name)} for good`
export const removeTitle = (name: string) => t`Delete ${isolate(name)} for good?`
export const removeWhat = t`Its picture is removed, and it can’t be restored. Its movements stay in the history.`
export const removed = (name: string) => t`${isolate(name)} is gone for good`
export const notRemoved = t`Nothing was deleted`
export const keepIt = t`Keep it`
export const showOlder = t`Show older`
