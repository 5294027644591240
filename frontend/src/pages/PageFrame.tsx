import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { iconButtonStyles } from '@/components/buttonStyles'
import { ConnectionPill } from '@/features/live/ConnectionPill'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'

interface PageFrameProps {
  title: string
  /** Where the arrow before the title leads. */
  backTo: string
  backLabel: string
  actions?: ReactNode
  children: ReactNode
}

/** The frame of a page under a list: a way back, its title and its actions. */
export function PageFrame({ title, backTo, backLabel, actions, children }: PageFrameProps) {
  const isDesk = useMediaQuery(DESK)
  return (
    <div className="px-4 pb-6 desk:px-5">
      <div className="mb-4 flex min-h-14 items-center gap-2 desk:mb-3">
        <Link to={backTo} aria-label={backLabel} title={backLabel} className={`${iconButtonStyles} -ml-2`}>
          <ArrowLeft size={18} aria-hidden="true" />
        </Link>
        <h1 className="min-w-0 flex-1 truncate font-semibold text-base">{title}</h1>
        {isDesk && <ConnectionPill />}
        {actions}
      </div>
      {children}
    </div>
  )
}
