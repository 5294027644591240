import { MapPinOff } from 'lucide-react'
import { Link } from 'react-router'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/shell'
import { buttonStyles } from '@/ui/buttonStyles'
import { StateMessage } from '@/ui/StateMessage'

/** An address that leads nowhere, inside the navigation. Signed-out people sign in first. */
export function NotFoundPage() {
  useTitle(text.notFound)
  return (
    <div className="flex min-h-[70dvh] items-center">
      <StateMessage
        isPage
        icon={MapPinOff}
        title={text.notFoundTitle}
        actions={
          <Link to="/" className={buttonStyles('primary')}>
            {text.toInventory}
          </Link>
        }
      >
        <p>{text.notFoundHint}</p>
      </StateMessage>
    </div>
  )
}
