import { plural, t } from '@lingui/core/macro'

/* How the stock develops: charts, and the tables that say the same. */

export const title = t`Insights`
export const range = t`Period`
export const lastDays = (count: number) => plural(count, { one: '# day', other: '# days' })
export const loading = t`Loading the figures`
export const failed = t`Couldn’t load the figures`
export const forbidden = t`You don’t have access to these figures`
export const none = t`Nothing to show yet`
export const noneHint = t`Charts appear here as soon as stock moves.`
export const goToInventory = t`Go to the inventory`
export const asTable = t`Show table`
export const asChart = t`Show chart`
export const asTableOf = (chart: string) => t`Show table: ${chart}`
export const asChartOf = (chart: string) => t`Show chart: ${chart}`
export const tableOf = (chart: string) => t`${chart}, as a table`
export const period = (from: string, to: string) => t`${from} – ${to}`

export const value = t`Stock value`
export const valueHint = t`Each day’s quantities at today’s prices, without products that are now inactive or deleted.`
export const valueCourse = ({ firstDay, first, now }: { firstDay: string; first: string; now: string }) =>
  t`Stock value from ${firstDay} to today: ${first} at first, ${now} now.`
export const valueChange = (change: string, firstDay: string) => t`${change} since ${firstDay}`

export const moved = t`Units in and out`
export const movedByWeek = t`Each bar is seven days.`
export const movedByDay = t`Each bar is a day.`
export const movedCourse = ({
  firstDay,
  received,
  removed,
}: {
  firstDay: string
  received: string
  removed: string
}) => t`Units in and out from ${firstDay} to today: ${received} in, ${removed} out.`
export const cameIn = (units: string) => t`${units} in`
export const wentOut = (units: string) => t`${units} out`

export const reasons = t`By reason`
export const noMovements = t`No movements in this period.`

export const movers = t`Top movers`
export const moversHint = t`Most sold, damaged or lost in this period, less returns.`
export const noMovers = t`Nothing was sold in this period.`

export const cover = t`Runs out first`
export const coverHint = t`Stock on hand divided by the average daily use of the last 30 days.`
export const noCover = t`Nothing is running out: no stock was used in 30 days.`
export const toReorder = t`Reorder list`
export const daysLeftCount = (days: number) => plural(days, { one: '# day', other: '# days' })
export const underADay = t`Under a day`

export const dead = t`Dead stock`
export const deadHint = (day: string) => t`On hand, but not moved since ${day} (90 days).`
export const deadCount = (count: number, worth: string) =>
  plural(count, { one: `# product, worth ${worth}`, other: `# products, worth ${worth}` })
export const deadShown = (shown: number) =>
  plural(shown, { one: 'Showing the one worth most.', other: 'Showing the # worth most.' })
export const lastMovedOn = (day: string) => t`Last moved ${day}`
export const noDead = t`All stock has moved in the last 90 days.`

export const columns = {
  day: t`Day`,
  days: t`Days`,
  value: t`Value`,
  movements: t`Movements`,
  unitsIn: t`In`,
  unitsOut: t({ message: 'Out', context: 'units that left' }),
  reason: t`Reason`,
  product: t`Product`,
  used: t({ message: 'Used', context: 'units' }),
  onHand: t`On hand`,
  daysLeft: t`Lasts`,
  lastMoved: t`Last moved`,
}
