import { Eye } from 'lucide-react'
import { cx } from '@/lib/cx'
import * as text from '@/strings/access'
import { can, usePerson } from './can'
import { useAdmins } from './currentUser'

/** Tells those who may change nothing why there are no buttons, and whom to ask. Nothing for all others. */
export function ViewOnly({ className }: { className?: string }) {
  const person = usePerson()
  const admins = useAdmins()
  if (person.role === null || can(person, 'product:select')) return null
  return (
    <p className={cx('flex items-start gap-2 text-muted', className)}>
      <Eye size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>{text.youCanLook(admins)}</span>
    </p>
  )
}
