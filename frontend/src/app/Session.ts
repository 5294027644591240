import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import { categoriesOptions } from '@/entities/category/categories'
import { createAdjustQueue } from '@/entities/movement/useAdjustQueue'
import { products } from '@/entities/product/resource'
import { viewsKey } from '@/entities/saved-view/savedViews'
import { currentUserOptions } from '@/entities/user/currentUser'
import { ensureFresh, getUserId, renewRefused, userIdOf } from '@/lib/auth/tokens'
import { configOptions } from '@/lib/config'
import { env } from '@/lib/env'
import { beginSession, endSession } from '@/lib/session'
import { LiveClient } from '@/sync/client'
import { cacheOf, forgetCache } from './personCache'

/**
 * All that runs for a signed-in person: the cache, the live feed, the taps that wait to be sent, and what lives outside
 * React (`endWithSession`: toasts, selections, open dialogs). `dispose` ends all of it; the next person starts with a
 * session of their own.
 */
export class Session {
  readonly queryClient: QueryClient
  readonly live: LiveClient
  readonly taps: ReturnType<typeof createAdjustQueue>
  private readonly userId: number
  private readonly forgetName: () => void

  constructor(userId: number) {
    this.userId = userId
    this.queryClient = cacheOf(userId)
    const own = async (token: Promise<string | null>) => ofPerson(userId, await token)
    this.live = new LiveClient({
      queryClient: this.queryClient,
      resource: products,
      url: env.wsUrl,
      // Another person's token is none to this session's socket.
      tokens: {
        ensureFresh: () => own(ensureFresh()),
        renewRefused: (refused) => own(renewRefused(refused)),
      },
    })
    this.taps = createAdjustQueue(this.live)
    // Buttons appear and go without a reload: `can()` asks what this query knows.
    this.live.onRights(() => void this.queryClient.invalidateQueries(currentUserOptions))
    this.live.onChanged((what) => {
      if (what === null || what === 'categories') {
        void this.queryClient.invalidateQueries(categoriesOptions)
        void this.queryClient.invalidateQueries({ queryKey: viewsKey })
      }
      if (what === null || what === 'config')
        void this.queryClient.invalidateQueries({ ...configOptions, refetchType: 'all' })
    })
    // It asks for nothing itself.
    const account = new QueryObserver(this.queryClient, { ...currentUserOptions, enabled: false })
    this.forgetName = account.subscribe(({ data }) => data && this.live.rename(data.username))
    beginSession(userId)
  }

  dispose(): void {
    // A person who is about to sign out has the token until the waiting taps are sent. Any other end has taken it away.
    const sending = getUserId() === this.userId ? this.taps.flushAll() : Promise.resolve()
    this.taps.dispose()
    this.forgetName()
    this.live.stop()
    endSession(sending)
    forgetCache(this.queryClient)
    // When the components that look at it are gone.
    setTimeout(() => this.queryClient.clear())
  }
}

function ofPerson(userId: number, token: string | null): string | null {
  return token !== null && userIdOf(token) === userId ? token : null
}
