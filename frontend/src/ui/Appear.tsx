import { domAnimation, LazyMotion, MotionConfig } from 'motion/react'
import * as m from 'motion/react-m'
import type { ReactNode } from 'react'

/**
 * Lets something slide in that comes by itself, so that the eye finds it. Import it only from code that is
 * fetched on demand: the animation library is no part of the first load.
 */
export function Appear({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <LazyMotion features={domAnimation} strict>
      <MotionConfig reducedMotion="user">
        <m.div
          className={className}
          initial={{ opacity: 0, y: -8 }}
          animate={{ opacity: 1, y: 0 }}
          transition={{ type: 'spring', stiffness: 500, damping: 36 }}
        >
          {children}
        </m.div>
      </MotionConfig>
    </LazyMotion>
  )
}
