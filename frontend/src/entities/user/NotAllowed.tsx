import { Lock } from 'lucide-react'
import { Link, type To } from 'react-router'
import { toInventory } from '@/strings/shell'
import { buttonStyles } from '@/ui/buttonStyles'
import { StateMessage } from '@/ui/StateMessage'

interface NotAllowedProps {
  title: string
  why: string
  /** What can be done instead; the inventory otherwise. */
  next?: { to: To; label: string }
}

/** In place of a form or a page that the person may not use. */
export function NotAllowed({ title, why, next = { to: '/', label: toInventory } }: NotAllowedProps) {
  return (
    <StateMessage
      icon={Lock}
      title={title}
      actions={
        <Link to={next.to} replace preventScrollReset className={buttonStyles('primary')}>
          {next.label}
        </Link>
      }
    >
      <p>{why}</p>
    </StateMessage>
  )
}
