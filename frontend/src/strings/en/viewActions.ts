import { isolate } from '@/lib/isolate'

/* What can be done with a saved view. */
export const update = 'Update view'
export const rename = 'Rename'
export const moveLeft = 'Move left'
export const moveRight = 'Move right'
export const copyLink = 'Copy link'
export const remove = 'Delete'

export const saveTitle = 'Save this view'
export const saveMeans = 'Save this search, filters and sort. Anyone with the link can open it.'
export const renameTitle = (name: string) => `Rename ${isolate(name)}`
export const name = 'Name'
export const nameMissing = 'Enter a name.'
export const save = 'Save'
export const cancel = 'Cancel'
export const removeTitle = (name: string) => `Delete the view ${isolate(name)}?`
export const removeMeans = 'Links to it will stop working. Products aren’t affected.'
export const keepIt = 'Keep it'

export const saved = (name: string) => `View ${isolate(name)} saved`
export const updated = (name: string) => `View ${isolate(name)} updated`
export const removed = (name: string) => `View ${isolate(name)} deleted`
export const linkCopied = 'Link copied'
export const linkNotCopied = 'The browser blocked copying. The link is:'
export const notDone = 'Couldn’t change the view'
