import { plural } from '@/lib/plural'

export const lastDays = (count: number) => plural(count, { one: 'Last # day', other: 'Last # days' })
export const reorderAt = (level: string) => `Reorder at ${level}`
export const showTable = 'Show table'
export const hideTable = 'Hide table'
export const loading = 'Loading the chart'
export const failed = (why: string) => `Couldn’t load the chart. ${why}`

export const tableTitle = 'On hand by day, as a table'
export const day = 'Day'
export const unitsIn = 'In'
export const unitsOut = 'Out'
export const onHand = 'On hand'

export const onHandCount = (count: string) => `${count} on hand`
export const cameIn = (delta: string) => `${delta} in`
export const wentOut = (delta: string) => `${delta} out`
export const none = 'No history yet.'

interface Course {
  firstDay: string
  first: string
  now: string
  lowestDay: string
  lowest: string
}
export const course = ({ firstDay, first, now, lowestDay, lowest }: Course) =>
  `On hand from ${firstDay} to today: ${first} at first, ${now} now, lowest ${lowest} on ${lowestDay}.`
export const courseWithLevel = (line: string, level: string) => `${line} Reorder level ${level}.`
