import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Insights } from '@/entities/movement/types'
import { reasonLabel } from '@/entities/movement/words'
import { useMoney } from '@/lib/config'
import { formatCount, formatDate, formatDay } from '@/lib/format'
import * as text from '@/strings/insights'
import { DataTable, figureCell, linkStyles, wideOnly } from './DataTable'
import { historyOf } from './insights'
import { Panel } from './Panel'

/** What counts as use; a return takes some of it back. */
const USES = ['sale', 'damage', 'loss', 'return']

/** Not on the narrowest phones. */
const roomOnly = 'max-[24rem]:hidden print:table-cell'
/** Long words break where a phone has no room for them. */
const rowHead = 'hyphens-auto py-1.5 text-start font-normal [overflow-wrap:anywhere]'

interface InPeriod {
  from: string
  to: string
}

export function ReasonsPanel({ reasons, from, to }: InPeriod & Pick<Insights, 'reasons'>) {
  const { reason: reasonTitle, movements, unitsIn, unitsOut } = text.columns
  const most = Math.max(1, ...reasons.map(({ received, removed }) => received + removed))
  return (
    <Panel title={text.reasons}>
      {reasons.length === 0 ? (
        <Nothing>{text.noMovements}</Nothing>
      ) : (
        <DataTable
          caption={text.reasons}
          columns={[reasonTitle, unitsIn, unitsOut, movements]}
          lastStyles={roomOnly}
        >
          {reasons.map(({ reason, movements: count, received, removed }) => (
            <tr key={reason} className="border-line border-t">
              <th scope="row" className={rowHead}>
                <Link to={historyOf({ reasons: [reason], from, to })} className={linkStyles}>
                  {reasonLabel(reason)}
                </Link>
                <span aria-hidden="true" className="mt-1 flex h-1.5 gap-px forced-color-adjust-none">
                  <span style={{ width: `${(received / most) * 100}%` }} className="rounded-full bg-live" />
                  <span style={{ width: `${(removed / most) * 100}%` }} className="rounded-full bg-low-ink" />
                </span>
              </th>
              <td className={figureCell}>{formatCount(received)}</td>
              <td className={figureCell}>{formatCount(removed)}</td>
              <td className={`${figureCell} ${roomOnly}`}>{formatCount(count)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

export function MoversPanel({ movers, from, to }: InPeriod & Pick<Insights, 'movers'>) {
  const { product, used, onHand } = text.columns
  return (
    <Panel title={text.movers} hint={text.moversHint}>
      {movers.length === 0 ? (
        <Nothing>{text.noMovers}</Nothing>
      ) : (
        <DataTable caption={text.movers} columns={[product, used, onHand]}>
          {movers.map((line) => (
            <ProductRow key={line.product} line={line}>
              <td className={figureCell}>
                <Link
                  to={historyOf({ product: line.product, reasons: USES, from, to })}
                  className={`${linkStyles} font-semibold`}
                >
                  {formatCount(line.used)}
                </Link>
              </td>
              <td className={figureCell}>{formatCount(line.on_hand)}</td>
            </ProductRow>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

export function CoverPanel({ cover }: Pick<Insights, 'cover'>) {
  const { product, daysLeft, onHand } = text.columns
  return (
    <Panel
      title={text.cover}
      hint={text.coverHint}
      actions={
        <Link to="/reorder" className={`${linkStyles} text-accent-ink print:hidden`}>
          {text.toReorder}
        </Link>
      }
    >
      {cover.length === 0 ? (
        <Nothing>{text.noCover}</Nothing>
      ) : (
        <DataTable caption={text.cover} columns={[product, daysLeft, onHand]}>
          {cover.map((line) => (
            <ProductRow key={line.product} line={line}>
              <td className={figureCell}>
                <Link
                  to={historyOf({ product: line.product, reasons: USES })}
                  className={`${linkStyles} font-semibold`}
                >
                  {line.days_left > 0 ? text.daysLeftCount(line.days_left) : text.underADay}
                </Link>
              </td>
              <td className={figureCell}>{formatCount(line.on_hand)}</td>
            </ProductRow>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

export function DeadPanel({ dead }: { dead: Insights['dead_stock'] }) {
  const money = useMoney()
  const { product, value, onHand, lastMoved } = text.columns
  const rows = dead.worth_most
  return (
    <Panel
      title={text.dead}
      figure={dead.products > 0 && text.deadCount(dead.products, money(dead.value))}
      hint={
        <>
          <span>{text.deadHint(formatDay(dead.since))}</span>{' '}
          {dead.products > rows.length && <span>{text.deadShown(rows.length)}</span>}
        </>
      }
    >
      {rows.length === 0 ? (
        <Nothing>{text.noDead}</Nothing>
      ) : (
        <DataTable caption={text.dead} columns={[product, value, onHand, lastMoved]} lastStyles={wideOnly}>
          {rows.map((line) => (
            <ProductRow
              key={line.product}
              line={line}
              note={
                line.last_moved && (
                  <Link
                    to={historyOf({ product: line.product })}
                    className={`${linkStyles} block text-muted text-xs desk:hidden print:hidden`}
                  >
                    {text.lastMovedOn(formatDate(line.last_moved))}
                  </Link>
                )
              }
            >
              <td className={`${figureCell} font-semibold`}>{money(line.value)}</td>
              <td className={figureCell}>{formatCount(line.on_hand)}</td>
              <td className={`${figureCell} ${wideOnly}`}>
                <Link to={historyOf({ product: line.product })} className={linkStyles}>
                  {line.last_moved ? formatDate(line.last_moved) : '–'}
                </Link>
              </td>
            </ProductRow>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

interface ProductRowProps {
  line: { product: number; sku: string; name: string }
  /** Under the SKU. */
  note?: ReactNode
  children: ReactNode
}

function ProductRow({ line, note, children }: ProductRowProps) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className={rowHead}>
        <Link to={`/products/${line.product}`} className={`${linkStyles} line-clamp-2 font-medium`}>
          <bdi>{line.name}</bdi>
        </Link>
        <span className="block break-all font-mono text-muted text-xs">{line.sku}</span>
        {note}
      </th>
      {children}
    </tr>
  )
}

function Nothing({ children }: { children: string }) {
  return <p className="py-6 text-center text-muted">{children}</p>
}
