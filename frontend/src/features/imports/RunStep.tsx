import { useSaid } from '@/lib/announcer'
import { formatCount } from '@/lib/format'
import * as text from '@/strings/importRows'
import { Button } from '@/ui/Button'
import type { Work } from './requests'
import type { ImportRun } from './runs'
import { WorkBar } from './WorkBar'

const TITLES: Record<Work, string> = { check: text.checking, apply: text.importing, undo: text.undoing }

interface RunStepProps {
  run: ImportRun
  onStop: () => void
}

/** A check, an import or an undo while it goes on. */
export function RunStep({ run, onStop }: RunStepProps) {
  const { work, phase, done, total } = run
  const words = total === null ? text.starting : text.progress(done, total)
  useSaid(phase === 'waiting' ? text.waiting : '')
  return (
    <div className="max-w-2xl space-y-4">
      <WorkBar title={TITLES[work]} fraction={total ? Math.min(1, done / total) : null} words={words} />
      {work !== 'check' && <Tally run={run} />}
      <p className="text-muted">
        {phase === 'waiting' ? text.waiting : work === 'apply' ? text.importMeans : null}
      </p>
      <Button onClick={onStop}>{text.stop}</Button>
    </div>
  )
}

/** How many rows of which kind are done. */
export function Tally({ run }: { run: ImportRun }) {
  const isUndo = run.work === 'undo'
  const figures = [
    { label: isUndo ? text.removed : text.added, value: run.created },
    { label: isUndo ? text.restored : text.updated, value: run.updated },
    { label: text.same, value: run.unchanged },
    { label: isUndo ? text.stays : text.out, value: run.refused },
  ]
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded border border-line bg-line sm:grid-cols-4">
      {figures.map(({ label, value }) => (
        <div key={label} className="bg-surface px-3 py-2">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="font-semibold text-lg tabular-nums">{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
