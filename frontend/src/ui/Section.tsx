import { type ReactNode, useId } from 'react'

interface SectionProps {
  title: string
  lead?: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  children: ReactNode
}

/** One subject of a page of settings: what it is on the left of a wide page, its fields on the right. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="grid gap-4 border-line border-t py-6 first:border-t-0 first:pt-2 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-10"
    >
      <div>
        <div className="flex items-center gap-3">
          <h2 id={id} className="font-semibold text-base">
            {title}
          </h2>
          {actions}
        </div>
        {lead && <p className="mt-1 text-muted">{lead}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
