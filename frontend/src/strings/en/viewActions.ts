import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* What can be done with a saved view. */
export const update = t`Update view`
export const rename = t`Rename`
export const moveLeft = t`Move left`
export const moveRight = t`Move right`
export const copyLink = t`Copy link`
export const remove = t`Delete`

export const saveTitle = t`Save this view`
export const saveMeans = t`Saves the search, filters and sort order. Anyone with the link can open it.`
export const renameTitle = (name: string) => t`Rename ${isolate(name)}`
export const name = t`Name`
export const nameMissing = t`Enter a name.`
export const save = t`Save`
export const cancel = t`Cancel`
export const removeTitle = (name: string) => t`Delete the view ${isolate(name)}?`
export const removeMeans = t`Links to it will stop working. Products aren’t affected.`
export const keepIt = t`Keep it`

export const saved = (name: string) => t`View ${isolate(name)} saved`
export const updated = (name: string) => t`View ${isolate(name)} updated`
export const removed = (name: string) => t`View ${isolate(name)} deleted`
export const linkCopied = t`Link copied`
export const linkNotCopied = t`The browser blocked copying. The link is:`
export const notDone = t`Couldn’t change the view`
