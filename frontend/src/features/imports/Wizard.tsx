import { useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useSaid } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import * as text from '@/strings/importRows'
import * as frameText from '@/strings/imports'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { BrokenStep } from './BrokenStep'
import { CheckStep } from './CheckStep'
import { ColumnsStep } from './ColumnsStep'
import { DoneStep, UndoneStep } from './DoneStep'
import { RunStep } from './RunStep'
import type { Import, RowState, Work } from './requests'
import { type ImportRun, isUnderWay, NOTHING_YET, useImportRun } from './runs'

/** One import, at the step to which it has come: the server knows, so that it goes on wherever it is opened. */
export function Wizard({ source }: { source: Import }) {
  const [params, setParams] = useSearchParams()
  const { run, start, stop } = useImportRun(source.id)
  const [isAsking, setAsking] = useState(false)
  const isPaused = params.has('paused')
  const wantsColumns = params.get('step') === 'columns'
  const stage = stageOf(source, run, { wantsColumns, isPaused })
  useOngoing(source, run, isPaused, start)
  useSaid(outcomeOf(run))

  /** Replaces what of the view stands in the address. */
  function go(part: Record<string, string> = {}) {
    setParams(part, { replace: true, preventScrollReset: true })
  }
  function begin(work: Work) {
    setAsking(false)
    go()
    start(work)
  }
  function halt() {
    // A reload must not go on with what somebody has stopped.
    if (run?.work === 'apply') go({ paused: '1' })
    stop()
  }
  const view = { shown: params.get('rows') as RowState | null, onShow: (rows: RowState) => go({ rows }) }
  const onUndo = () => setAsking(true)
  const lastOf = (work: Work) => (run?.work === work ? run : null)
  const { totals } = source
  return (
    <>
      <Steps source={source} at={STEP_OF[stage]} />
      {stage === 'columns' && (
        <ColumnsStep source={source} lastCheck={lastOf('check')} onCheck={() => begin('check')} />
      )}
      {stage === 'check' && totals && (
        <CheckStep
          source={source}
          totals={totals}
          {...view}
          onCheck={() => begin('check')}
          onImport={() => begin('apply')}
        />
      )}
      {stage === 'working' && <RunStep run={run ?? NOTHING_YET} onStop={halt} />}
      {stage === 'broken' && (
        <BrokenStep
          run={lastOf('apply')}
          undo={lastOf('undo')}
          onGoOn={() => begin('apply')}
          onUndo={onUndo}
        />
      )}
      {stage === 'done' && totals && (
        <DoneStep source={source} totals={totals} undo={lastOf('undo')} {...view} onUndo={onUndo} />
      )}
      {stage === 'undone' && <UndoneStep run={lastOf('undo')} />}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={text.undoTitle}
        description={<p>{text.undoWhat}</p>}
        cancel={text.keepIt}
        actions={
          <Button variant="danger" onClick={() => begin('undo')}>
            {text.undoIt}
          </Button>
        }
      />
    </>
  )
}

type Stage = 'columns' | 'check' | 'working' | 'broken' | 'done' | 'undone'
type Step = keyof typeof frameText.steps

const STEP_OF: Record<Stage, Step> = {
  columns: 'columns',
  check: 'check',
  working: 'import',
  broken: 'import',
  done: 'import',
  undone: 'import',
}

function stageOf(
  { state }: Import,
  run: ImportRun | null,
  { wantsColumns, isPaused }: { wantsColumns: boolean; isPaused: boolean },
): Stage {
  // What stayed of an undone import is told again; that is no work to wait for.
  if (state === 'undone') return 'undone'
  if (isUnderWay(run)) return 'working'
  if (state === 'applying') {
    const hasBroken = run?.work === 'undo' || run?.phase === 'stopped' || run?.phase === 'failed'
    return hasBroken || isPaused ? 'broken' : 'working'
  }
  if (state === 'applied' || state === 'partly') return 'done'
  return state === 'checked' && !wantsColumns ? 'check' : 'columns'
}

/** Goes on with an import that was left in the middle, and asks once more what an undo has left. */
function useOngoing(source: Import, run: ImportRun | null, isPaused: boolean, start: (work: Work) => void) {
  const { state } = source
  const work = state === 'applying' && !isPaused ? 'apply' : state === 'undone' ? 'undo' : null
  const isNew = run === null || (work === 'undo' && run.work !== 'undo')
  useEffect(() => {
    if (work && isNew) start(work)
  }, [work, isNew, start])
}

/** What came of it, for those who hear it. */
function outcomeOf(run: ImportRun | null): string {
  if (run?.phase !== 'ended' || run.work === 'check') return ''
  const done = run.created + run.updated
  if (run.work === 'undo') return text.undoneWhat(done)
  return run.refused > 0 ? `${text.doneToast(done)}. ${text.leftOutToast(run.refused)}` : text.doneToast(done)
}

/** Where the import is; the steps before it can be looked at again until it is applied. */
function Steps({ source: { state }, at }: { source: Import; at: Step }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(at)
  useEffect(() => {
    if (shown.current === at) return
    shown.current = at
    heading.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [at])
  const isOpen = state === 'new' || state === 'checked'
  const links: Record<Step, string | null> = {
    columns: isOpen && at !== 'import' ? '?step=columns' : null,
    check: state === 'checked' && at === 'columns' ? '?' : null,
    import: null,
  }
  return (
    <>
      <nav aria-label={frameText.stepsLabel} className="mb-5">
        <ol className="flex flex-wrap gap-x-1">
          {(Object.keys(frameText.steps) as Step[]).map((step, index) => (
            <li key={step} className="flex items-center gap-1">
              {index > 0 && <span aria-hidden="true" className="h-px w-4 bg-line desk:w-8" />}
              <StepName to={step === at ? null : links[step]} isCurrent={step === at} number={index + 1}>
                {frameText.steps[step]}
              </StepName>
            </li>
          ))}
        </ol>
      </nav>
      <h2 ref={heading} tabIndex={-1} className="sr-only">
        {frameText.steps[at]}
      </h2>
    </>
  )
}

interface StepNameProps {
  to: string | null
  isCurrent: boolean
  number: number
  children: string
}

function StepName({ to, isCurrent, number, children }: StepNameProps) {
  const words = (
    <>
      <span
        aria-hidden="true"
        className={cx(
          'flex size-5 items-center justify-center rounded-full text-xs tabular-nums',
          isCurrent ? 'bg-accent text-white' : 'bg-sunken text-muted',
        )}
      >
        {number}
      </span>
      {children}
    </>
  )
  const look = cx(
    'flex h-11 items-center gap-1.5 rounded px-1.5 desk:h-8',
    isCurrent ? 'font-semibold' : 'text-muted',
  )
  if (to !== null) {
    return (
      <Link to={to} replace preventScrollReset className={cx(look, 'hover:bg-sunken hover:text-ink')}>
        {words}
      </Link>
    )
  }
  return (
    <span aria-current={isCurrent ? 'step' : undefined} className={look}>
      {words}
    </span>
  )
}
