import type { HistoryDay } from '@/entities/movement/types'
import { formatDelta } from '@/entities/movement/words'
import { formatCount, formatDay } from '@/lib/format'
import * as text from '@/strings/history'

const head = 'sticky top-0 bg-surface px-2 py-1.5 font-medium text-muted text-xs'

/** The chart in figures, newest day first. */
export function HistoryTable({ days }: { days: HistoryDay[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a box that scrolls, which the keyboard must be able to reach
    <div
      role="region"
      aria-label={text.tableTitle}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled by keyboard
      tabIndex={0}
      className="max-h-58 overflow-y-auto rounded border border-line bg-surface"
    >
      <table className="w-full tabular-nums">
        <thead>
          <tr>
            <th scope="col" className={`${head} ps-3 text-start`}>
              {text.day}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {text.unitsIn}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {text.unitsOut}
            </th>
            <th scope="col" className={`${head} pe-3 text-end`}>
              {text.onHand}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ date, received, removed, on_hand }) => (
            <tr key={date} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap py-1 ps-3 text-start font-normal text-muted">
                {formatDay(date)}
              </th>
              <td className="px-2 text-right text-live-ink">{received > 0 && formatDelta(received)}</td>
              <td className="px-2 text-right text-low-ink">{removed > 0 && formatDelta(-removed)}</td>
              <td className="pe-3 text-end">{formatCount(on_hand)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
