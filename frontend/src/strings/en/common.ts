import { plural, t } from '@lingui/core/macro'

/* Words that many screens share. */

export const cancel = t`Cancel`
export const close = t`Close`
export const retry = t`Retry`
export const refreshFailed = t`Couldn’t refresh. What you see may be out of date.`
export const moreFailed = t`Couldn’t load more.`
export const found = (count: number) => plural(count, { one: '# found', other: '# found' })
export const optional = t`Optional`
export const megabytes = (count: string) => t`${count} MB`
export const kilobytes = (count: string) => t`${count} kB`
