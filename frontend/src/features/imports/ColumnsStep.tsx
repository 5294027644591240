import { TriangleAlert } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { formatList } from '@/lib/locale'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/importColumns'
import { checkFailed, checkStopped } from '@/strings/importRows'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { ColumnCards, ColumnTable } from './ColumnTable'
import { type Lacks, lacksOf, withChoices } from './columnFields'
import { Doubts } from './Doubts'
import { ReadingChips } from './ReadingChips'
import { Rules } from './Rules'
import { type Import, reasonOf, useChoose } from './requests'
import type { ImportRun } from './runs'
import { StepBar } from './StepBar'

interface ColumnsStepProps {
  source: Import
  /** The last check, if this tab has done one. */
  lastCheck: ImportRun | null
  onCheck: () => void
}

/** The first step: how the file is read, which column is what, and what is to become of the rows. */
export function ColumnsStep({ source: stored, lastCheck, onCheck }: ColumnsStepProps) {
  const isDesk = useMediaQuery(DESK)
  const choose = useChoose(stored.id)
  const source = withChoices(stored, choose.isPending ? choose.variables : undefined)
  const lacks = lacksOf(source)
  const hint = useId()
  // Pressed while a choice is on its way, it is done when that has arrived.
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    if (!isWanted || choose.isPending) return
    setWanted(false)
    if (!choose.isError) onCheck()
  }, [isWanted, choose.isPending, choose.isError, onCheck])
  const props = { source, onChoose: choose.mutate }
  const Columns = isDesk ? ColumnTable : ColumnCards
  return (
    <div className="space-y-5">
      <ErrorSummary messages={problems(lastCheck, choose.error)} />
      <p className="text-muted">{text.lead}</p>
      <Doubts {...props} />
      <ReadingChips {...props} />
      <Columns {...props} />
      <Rules {...props} />
      <Warnings source={source} lacks={lacks} />
      <StepBar>
        <p id={hint} className="min-w-0 flex-1 text-muted">
          {lacks.blocked ? BLOCKED[lacks.blocked] : text.checkMeans}
        </p>
        <Button
          variant="primary"
          disabled={lacks.blocked !== null}
          busy={isWanted}
          aria-describedby={hint}
          onClick={() => (choose.isPending ? setWanted(true) : onCheck())}
        >
          {text.check(source.rows)}
        </Button>
      </StepBar>
    </div>
  )
}

const BLOCKED = { nothing: text.nothingMapped, key: text.keyMissing, count: text.countMissing }

function problems(lastCheck: ImportRun | null, error: unknown): string[] {
  if (error) return [`${text.notChanged}. ${reasonOf(error)}`]
  if (lastCheck?.phase === 'failed') return [`${checkFailed}. ${lastCheck.detail}`]
  return lastCheck?.phase === 'stopped' ? [checkStopped] : []
}

function Warnings({ source, lacks: { noKey, needed, blocked } }: { source: Import; lacks: Lacks }) {
  const warnings = [
    ...(source.warnings.includes('rows_left_out') ? [text.rowsLeftOut] : []),
    ...(needed.length > 0 && !blocked
      ? [text.neededMissing(formatList(needed.map((field) => (text.fields[field] ?? field).toLowerCase())))]
      : []),
    ...(noKey && !blocked ? [text.noKey] : []),
  ]
  if (warnings.length === 0) return null
  return (
    <ul className="space-y-1 text-low-ink">
      {warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-2">
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          {warning}
        </li>
      ))}
    </ul>
  )
}
