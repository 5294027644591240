import { plural, t } from '@lingui/core/macro'

/* Words that many screens share. */

export const cancel = t`Cancel`
export const close = t`Close`
export const retry = t`Retry`
export const found = (count: number) => plural(count, { one: '# found', other: '# found' })
export const optional = t`Optional`
export const megabytes = (count: string) => t`${count} MB`
export const kilobytes = (count: string) => t`${count} kB`
