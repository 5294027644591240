import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { PageStatus } from './PageStatus'

interface SectionFrameProps {
  title: string
  count?: ReactNode
  /** Between the title and the state of the page on a desk; in the line that sticks on a phone. */
  search?: ReactNode
  actions?: ReactNode
  /** A line under the title on a desk. */
  filters?: ReactNode
  children: ReactNode
}

/**
 * The frame of a page that the navigation leads to: its title, its tools, and what sticks to the top. The page in it
 * stays when the width changes, as when a phone is turned, with what is typed and open there.
 */
export function SectionFrame({ children, ...head }: SectionFrameProps) {
  const isDesk = useMediaQuery(DESK)
  const { search, filters } = head
  const look = isDesk
    ? cx('px-5 pb-10', filters ? '[--list-top:6.5rem]' : '[--list-top:3.5rem]')
    : cx(search ? '[--list-top:3.75rem]' : '[--list-top:0px]')
  return (
    <div className={look}>
      {isDesk ? <DeskHead {...head} /> : <PhoneHead {...head} />}
      {children}
    </div>
  )
}

type HeadProps = Omit<SectionFrameProps, 'children'>

function DeskHead({ title, count, search, actions, filters }: HeadProps) {
  return (
    <div className="sticky top-0 z-20 bg-canvas print:static">
      <div className="flex h-14 items-center gap-4">
        <h1 className="whitespace-nowrap font-semibold text-base">{title}</h1>
        {count}
        <div className="mx-auto w-full max-w-105">{search}</div>
        <div className="flex items-center gap-2 print:hidden">
          <PageStatus />
          {actions}
        </div>
      </div>
      {filters}
    </div>
  )
}

function PhoneHead({ title, count, search, actions }: HeadProps) {
  return (
    <>
      <div className="flex min-h-14 flex-wrap items-center gap-x-2.5 px-4 pt-2">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        <span className="max-[24rem]:sr-only">{count}</span>
        <div className="ms-auto flex gap-2 print:hidden">{actions}</div>
      </div>
      {search && <div className="sticky top-0 z-20 flex gap-2 bg-canvas px-4 py-2">{search}</div>}
    </>
  )
}
