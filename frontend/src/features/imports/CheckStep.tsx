import { Info } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '@/lib/format'
import * as text from '@/strings/importRows'
import { seenBefore } from '@/strings/imports'
import { Button } from '@/ui/Button'
import { linkStyles } from '@/ui/buttonStyles'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Decisions } from './Decisions'
import { RowList } from './RowList'
import { type Choices, type Import, type MovedChoice, type RowState, reasonOf, useChoose } from './requests'
import { StepBar } from './StepBar'
import { firstState, statesOf, Tiles, type Totals } from './Tiles'

interface CheckStepProps {
  source: Import
  totals: Totals
  /** The rows to show; null: those that are worth a look first. */
  shown: RowState | null
  onShow: (state: RowState) => void
  onCheck: () => void
  onImport: () => void
}

/** The second step: what each row would do, and what frees those that are held. */
export function CheckStep({ source, totals, shown, onShow, onCheck, onImport }: CheckStepProps) {
  const { kind } = source
  const choose = useChoose(source.id)
  const [choices, setChoices] = useState<Choices>({})
  const state = shown && statesOf(kind, totals).includes(shown) ? shown : firstState(totals)
  const good = totals.create + totals.update
  const chosen = countOf(choices)
  const rows = choices.moved_since?.rows ?? {}
  const chooseRow = (row: number, choice: MovedChoice) =>
    setChoices({ ...choices, moved_since: { ...choices.moved_since, rows: { ...rows, [row]: choice } } })
  async function checkAgain() {
    // What it refuses is shown above.
    await choose.mutateAsync(together(source, choices)).then(onCheck, () => undefined)
  }
  return (
    <div className="space-y-5">
      <ErrorSummary messages={choose.error ? [reasonOf(choose.error)] : []} />
      <Tiles kind={kind} totals={totals} shown={state} onShow={onShow} />
      <Notices source={source} totals={totals} />
      <Decisions totals={totals} choices={choices} onChoices={setChoices} />
      <RowList
        source={source}
        state={state}
        count={totals[state]}
        moved={{ chosen: { ...source.moved_since.rows, ...rows }, onChoose: chooseRow }}
      />
      <StepBar>
        {chosen > 0 ? (
          <>
            <p className="min-w-0 flex-1 text-muted">{text.decided(chosen)}</p>
            <Button variant="primary" busy={choose.isPending} onClick={() => void checkAgain()}>
              {text.checkAgain}
            </Button>
          </>
        ) : (
          <>
            <p className="min-w-0 flex-1 text-muted">{good === 0 && text.nothingToImport}</p>
            <Button variant="primary" disabled={good === 0} onClick={onImport}>
              {totals.held > 0 && good > 0 ? text.importSome(good, totals.held) : text.importAll(good)}
            </Button>
          </>
        )}
      </StepBar>
    </div>
  )
}

/** What was chosen before with what was chosen now: the server takes each as a whole. */
function together({ categories, accept, moved_since }: Import, choices: Choices): Choices {
  return {
    ...(choices.categories && { categories: { ...categories, ...choices.categories } }),
    ...(choices.accept && { accept: [...new Set([...accept, ...choices.accept])] }),
    ...(choices.moved_since && {
      moved_since: {
        ...moved_since,
        ...choices.moved_since,
        rows: { ...moved_since.rows, ...choices.moved_since.rows },
      },
    }),
  }
}

/** How many choices were made and not sent yet. */
function countOf({ categories = {}, accept = [], moved_since = {} }: Choices): number {
  const rows = Object.keys(moved_since.rows ?? {}).length
  return Object.keys(categories).length + accept.length + (moved_since.all ? 1 : 0) + rows
}

/** What is worth knowing and holds nothing up. */
function Notices({ source, totals }: Pick<CheckStepProps, 'source' | 'totals'>) {
  const notes = Object.entries(totals.notes).filter(([code, count]) => count > 0 && text.noteCounts[code])
  if (notes.length === 0 && !source.seen_before) return null
  return (
    <ul className="space-y-1.5">
      {source.seen_before && <Notice>{seenBefore(formatDate(source.seen_before))}</Notice>}
      {notes.map(([code, count]) => (
        <Notice key={code}>
          {text.noteCounts[code]?.(count)}{' '}
          {code === 'quantity_ignored' && (
            <Link to="/imports/new?kind=stock" className={linkStyles}>
              {text.toStockCount}
            </Link>
          )}
        </Notice>
      ))}
    </ul>
  )
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <Info size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-accent-ink" />
      <span>{children}</span>
    </li>
  )
}
