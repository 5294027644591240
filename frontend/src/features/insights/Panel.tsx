import { type ReactNode, useId } from 'react'

interface PanelProps {
  title: string
  /** The figure of the whole, beside the title. */
  figure?: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** One question about the stock, and its answer. */
export function Panel({ title, figure, hint, actions, children }: PanelProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col break-inside-avoid rounded border border-line bg-surface p-4"
    >
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 desk:min-h-8">
        <h2 id={id} className="font-semibold text-base max-desk:me-auto">
          {title}
        </h2>
        <div className="text-muted tabular-nums max-desk:order-last max-desk:basis-full">{figure}</div>
        <div className="desk:ms-auto">{actions}</div>
      </div>
      {hint && <p className="mt-0.5 mb-3 text-muted text-xs">{hint}</p>}
      {children}
    </section>
  )
}
