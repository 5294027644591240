import type { ReactNode } from 'react'

/** What leads on from a step: always in sight, above the phone's bottom bar. */
export function StepBar({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-(--bottom-bar) z-10 -mx-4 flex flex-wrap items-center gap-3 border-line border-t bg-canvas px-4 py-3 desk:-mx-5 desk:px-5">
      {children}
    </div>
  )
}
