import { Link2Off } from 'lucide-react'
import { useLocation } from 'react-router'
import { WallScreen } from '@/features/wall/WallScreen'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/wall'
import { StateMessage } from '@/ui/StateMessage'

/** `/wall#token=…`, with filters of the list before the #. The token stays in the address, so that a reload works. */
export function WallPage() {
  const { hash, search } = useLocation()
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? ''
  useTitle(text.title)
  if (token) return <WallScreen key={token + search} token={token} query={new URLSearchParams(search)} />
  return (
    <main className="flex min-h-dvh items-center">
      <StateMessage isPage icon={Link2Off} title={text.noToken}>
        <p>{text.noTokenWhy}</p>
      </StateMessage>
    </main>
  )
}
