import { MapPinOff } from 'lucide-react'
import { Link } from 'react-router'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/shell'
import { buttonStyles } from '@/ui/buttonStyles'
import { StateMessage } from '@/ui/StateMessage'

export function NotFoundPage() {
  useTitle(text.notFound)
  return (
    <main className="flex min-h-dvh items-center">
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
    </main>
  )
}
