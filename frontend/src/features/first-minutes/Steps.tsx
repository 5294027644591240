import { Check, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cx } from '@/lib/cx'
import * as text from '@/strings/firstMinutes'
import { iconButtonStyles } from '@/ui/buttonStyles'

export interface Step {
  title: string
  why: string
  isDone: boolean
  /** What to press while it is not done, or what can be taken back when it is. */
  action?: ReactNode
}

/** The first steps, side by side where there is room, ticked as they are done. */
export function Steps({ steps, onDismiss }: { steps: Step[]; onDismiss: () => void }) {
  const id = useId()
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <section
      aria-labelledby={id}
      className="@container relative mx-4 my-2 rounded border border-line bg-surface p-4 desk:mx-0 desk:mt-1 desk:mb-3 print:hidden"
    >
      <div className="flex items-baseline gap-3 pe-10">
        <h2 id={id} className="font-semibold text-base">
          {text.title}
        </h2>
        <p className="text-muted">
          {done === steps.length ? text.allDone : text.progress(done, steps.length)}
        </p>
      </div>
      <button
        type="button"
        aria-label={text.dismiss}
        title={text.dismiss}
        onClick={onDismiss}
        className={cx(iconButtonStyles, 'absolute top-1 end-1 desk:top-2 desk:end-2')}
      >
        <X size={16} aria-hidden="true" />
      </button>
      <ol className="mt-3 grid gap-4 @2xl:auto-cols-fr @2xl:grid-flow-col">
        {steps.map((step, index) => (
          <StepItem key={step.title} step={step} number={index + 1} />
        ))}
      </ol>
    </section>
  )
}

function StepItem({ step: { title, why, isDone, action }, number }: { step: Step; number: number }) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden="true"
        className={cx(
          'grid size-6 shrink-0 place-items-center rounded-full border font-semibold text-xs',
          isDone ? 'border-accent bg-accent text-white' : 'border-edge text-muted',
        )}
      >
        {isDone ? <Check size={14} /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <h3 className="font-medium">
          <span>{title}</span> {isDone && <span className="sr-only">{text.isDone}</span>}
        </h3>
        {!isDone && <p className="mt-0.5 text-muted">{why}</p>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </li>
  )
}
