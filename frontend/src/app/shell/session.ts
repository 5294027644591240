import { endTaps, flushTaps } from '@/entities/movement/useAdjustQueue'
import { products } from '@/entities/product/resource'
import { currentUserOptions } from '@/entities/user/currentUser'
import { createQueryClient } from '@/lib/api/queryClient'
import { ensureFresh, getUserId, renewRefused, userIdOf } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { beginSession, endSession } from '@/lib/session'
import { LiveClient } from '@/sync/client'

/**
 * All that runs for a signed-in person, and how it ends: the cache, the live feed, the taps that wait, and whatever
 * lives outside React (`endWithSession`).
 */
export class Session {
  readonly queryClient = createQueryClient()
  readonly live: LiveClient
  private readonly userId: number
  private clearing: ReturnType<typeof setTimeout> | undefined

  constructor(userId: number) {
    this.userId = userId
    const own = async (token: Promise<string | null>) => ofPerson(userId, await token)
    this.live = new LiveClient({
      queryClient: this.queryClient,
      resource: products,
      url: env.wsUrl,
      // To a socket of this session, somebody else's token is none.
      tokens: {
        ensureFresh: () => own(ensureFresh()),
        renewRefused: (refused) => own(renewRefused(refused)),
      },
    })
    // Buttons appear and go without a reload: `can()` asks what this query knows.
    this.live.onRights(() => void this.queryClient.invalidateQueries(currentUserOptions))
  }

  begin(): void {
    // In development React ends every component once before it lets it live.
    clearTimeout(this.clearing)
    beginSession(this.userId)
  }

  end(): void {
    // Who is about to log out has the token until what they tapped is sent. Any other end has taken it away.
    const work = getUserId() === this.userId ? flushTaps(this.live) : Promise.resolve()
    endTaps(this.live)
    this.live.stop()
    endSession(work)
    // When all that looks at it has gone.
    this.clearing = setTimeout(() => this.queryClient.clear())
  }
}

function ofPerson(userId: number, token: string | null): string | null {
  return token !== null && userIdOf(token) === userId ? token : null
}
