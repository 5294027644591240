import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useBackLink } from '@/entities/product/wayBack'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { PageStatus } from './PageStatus'

interface PageFrameProps {
  title: string
  /** Where the arrow before the title leads. */
  backTo: string
  backLabel: string
  actions?: ReactNode
  /** Of a moment that has passed: how live the page is does not matter. */
  isPast?: boolean
  children: ReactNode
}

/** The frame of a page under a list: a way back, its title and its actions. */
export function PageFrame({ title, backTo, backLabel, actions, isPast = false, children }: PageFrameProps) {
  const isDesk = useMediaQuery(DESK)
  const goBack = useBackLink(backTo)
  return (
    <div className="px-4 pb-6 desk:px-5">
      <div className="mb-4 flex min-h-14 flex-wrap items-center gap-x-2 gap-y-1 pt-1.5 desk:mb-3 desk:pt-0">
        <Link
          to={backTo}
          aria-label={backLabel}
          title={backLabel}
          onClick={goBack}
          className={`${iconButtonStyles} -ms-2`}
        >
          <ArrowLeft size={18} aria-hidden="true" className="rtl:rotate-180" />
        </Link>
        <span className="flex-1 desk:hidden" />
        {/* On a phone the title has a line of its own under the arrow and the actions. */}
        <h1 className="min-w-0 break-words font-semibold text-base max-desk:order-last max-desk:basis-full max-desk:text-xl max-desk:tracking-tight desk:flex-1 desk:truncate">
          <bdi>{title}</bdi>
        </h1>
        {isDesk && !isPast && <PageStatus />}
        {actions}
      </div>
      {children}
    </div>
  )
}
