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
      className="h-58 shrink-0 overflow-y-auto rounded border border-line bg-surface max-desk:mt-3 desk:w-76"
    >
      <table className="w-full tabular-nums">
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-3 text-left`}>
              {text.day}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {text.unitsIn}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {text.unitsOut}
            </th>
            <th scope="col" className={`${head} pr-3 text-right`}>
              {text.onHand}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ date, received, removed, on_hand }) => (
            <tr key={date} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap py-1 pl-3 text-left font-normal text-muted">
                {formatDay(date)}
              </th>
              <td className="px-2 text-right text-live-ink">{received > 0 && formatDelta(received)}</td>
              <td className="px-2 text-right text-low-ink">{removed > 0 && formatDelta(-removed)}</td>
              <td className="pr-3 text-right">{formatCount(on_hand)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
