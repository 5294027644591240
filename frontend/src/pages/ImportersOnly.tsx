import type { ReactNode } from 'react'
import { can, usePerson } from '@/entities/user/can'
import { useAdmins } from '@/entities/user/currentUser'
import { NotAllowed } from '@/entities/user/NotAllowed'
import { cannotAddWhy } from '@/strings/access'
import { cannot } from '@/strings/imports'

interface ImportersOnlyProps {
  /** The frame of the page around what says why not. */
  frame: (refused: ReactNode) => ReactNode
  children: ReactNode
}

/** A page of imports for those who may import; all others read why they may not, and whom to ask. */
export function ImportersOnly({ frame, children }: ImportersOnlyProps) {
  const person = usePerson()
  const admins = useAdmins()
  // Until it is known who asks, nothing is refused and nothing shown.
  if (person.role === null) return frame(null)
  return can(person, 'import:run')
    ? children
    : frame(<NotAllowed title={cannot} why={cannotAddWhy(admins)} />)
}
