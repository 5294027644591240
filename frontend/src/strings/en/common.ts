import { plural } from '@/lib/plural'

/* Words that many screens share. */

export const cancel = 'Cancel'
export const close = 'Close'
export const retry = 'Retry'
export const found = (count: number) => plural(count, { one: '# found', other: '# found' })
export const optional = 'Optional'
export const megabytes = (count: string) => `${count} MB`
export const kilobytes = (count: string) => `${count} kB`
