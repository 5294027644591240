import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface StateMessageProps {
  icon: LucideIcon
  title: string
  children?: ReactNode
  /** Buttons or links: what the person can do now. */
  actions?: ReactNode
  /** `alert` for failures, so that they are announced. */
  role?: 'alert' | 'status'
  /** It is the whole page, and its title the page's. */
  isPage?: boolean
}

/** Fills a place that has nothing to show, and says why and what to do. */
export function StateMessage({ icon: Icon, title, children, actions, role, isPage }: StateMessageProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <div role={role} className="mx-auto flex max-w-md flex-col items-center px-4 py-16 text-center">
      <span className="mb-4 flex size-11 items-center justify-center rounded border border-line bg-surface text-muted">
        <Icon size={20} aria-hidden="true" />
      </span>
      <Title className="font-semibold text-base">{title}</Title>
      {children && <div className="mt-1.5 text-balance text-muted">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
