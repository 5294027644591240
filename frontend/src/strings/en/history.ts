import { plural, t } from '@lingui/core/macro'

export const lastDays = (count: number) => plural(count, { one: 'Last # day', other: 'Last # days' })
export const reorderAt = (level: string) => t`Reorder at ${level}`
export const showTable = t`Show table`
export const hideTable = t`Hide table`
export const loading = t`Loading the chart`
export const failed = (why: string) => t`Couldn’t load the chart. ${why}`

export const tableTitle = t`On hand by day, as a table`
export const day = t`Day`
export const unitsIn = t`In`
export const unitsOut = t({ message: 'Out', context: 'units that left' })
export const onHand = t`On hand`

export const onHandCount = (count: string) => t`${count} on hand`
export const cameIn = (delta: string) => t`${delta} in`
export const wentOut = (delta: string) => t`${delta} out`
export const none = t`No history yet.`

interface Course {
  firstDay: string
  first: string
  now: string
  lowestDay: string
  lowest: string
}
export const course = ({ firstDay, first, now, lowestDay, lowest }: Course) =>
  t`On hand from ${firstDay} to today: ${first} at first, ${now} now, lowest ${lowest} on ${lowestDay}.`
export const courseWithLevel = (line: string, level: string) => t`${line} Reorder level ${level}.`
