import { MapPinOff } from 'lucide-react'
import { Link } from 'react-router'
import { buttonStyles } from '@/components/buttonStyles'
import { StateMessage } from '@/components/StateMessage'
import { useTitle } from '@/lib/useTitle'

export function NotFoundPage() {
  useTitle('Page not found')
  return (
    <main className="flex min-h-dvh items-center">
      <StateMessage
        isPage
        icon={MapPinOff}
        title="There is no page at this address"
        actions={
          <Link to="/" className={buttonStyles('primary')}>
            Go to the inventory
          </Link>
        }
      >
        <p>The link may be mistyped, or what it led to has been removed.</p>
      </StateMessage>
    </main>
  )
}
