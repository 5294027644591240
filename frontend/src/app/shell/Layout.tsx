import { Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { productKeys } from '@/entities/product/queries'
import { StorageNotice } from '@/features/account/StorageNotice'
import { LowStockWatch } from '@/features/alerts/LowStockWatch'
import { RunHost } from '@/features/bulk/RunHost'
import { LabelHost } from '@/features/labels/LabelHost'
import { EditorHost } from '@/features/stock-adjust/EditorHost'
import { lazyPart } from '@/lib/loadPart'
import { useNotePlaces } from '@/lib/places'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/shell'
import { useRecovery } from '@/sync/useRecovery'
import { BottomBar } from './BottomBar'
import { CommandHost } from './CommandHost'
import { LiveAnnouncer } from './LiveAnnouncer'
import { OfflineNotice } from './OfflineNotice'
import { Sidebar } from './Sidebar'
import { TopBar } from './TopBar'
import { UpdateNotice } from './UpdateNotice'
import { useFocusKept } from './useFocusKept'

const Toasts = lazyPart(async () => (await import('./Toasts')).Toasts)

export function Layout() {
  const isDesk = useMediaQuery(DESK)
  const main = useMainFocus()
  const { needsToasts, needToasts } = useToastNeed()
  useFocusKept()
  useRecovery(isKeptByFeed)
  useNotePlaces()
  return (
    <div className="min-h-dvh [--bottom-bar:calc(3.5rem+env(safe-area-inset-bottom))] desk:flex desk:[--bottom-bar:0px]">
      <a
        href="#main"
        className="fixed top-2 start-2 z-50 -translate-y-20 rounded bg-accent px-4 py-2.5 font-medium text-white focus:translate-y-0"
      >
        {text.skip}
      </a>
      {isDesk ? <Sidebar /> : <TopBar />}
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className="min-w-0 flex-1 pb-(--bottom-bar) outline-none desk:has-data-offline:[--notice:2.25rem]"
      >
        <OfflineNotice />
        <StorageNotice
          words={`${text.storageTitle} ${text.storageHint}`}
          className="border-line border-b bg-low-soft px-4 py-2 text-center text-low-ink print:hidden"
        />
        <Outlet />
      </main>
      {!isDesk && <BottomBar />}
      <LiveAnnouncer />
      <EditorHost />
      <RunHost />
      <LabelHost />
      <CommandHost />
      <UpdateNotice onTell={needToasts} />
      <LowStockWatch onTell={needToasts} />
      <Suspense>{needsToasts && <Toasts isDesk={isDesk} />}</Suspense>
    </div>
  )
}

/** Products are resumed, or fetched again, by the feed. */
const isKeptByFeed = ([root]: readonly unknown[]) => root === productKeys.all[0]

/** The toasts are not even loaded before the person has done something, or there is something to tell. */
function useToastNeed() {
  const [needsToasts, setNeedsToasts] = useState(false)
  useLayoutEffect(() => {
    const act = () => setNeedsToasts(true)
    const options = { once: true, passive: true }
    window.addEventListener('pointerdown', act, options)
    window.addEventListener('keydown', act, options)
    return () => {
      window.removeEventListener('pointerdown', act)
      window.removeEventListener('keydown', act)
    }
  }, [])
  const needToasts = useCallback(() => setNeedsToasts(true), [])
  return { needsToasts, needToasts }
}

/** After a navigation the focus starts at the new page instead of on a link that is gone. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    // A form that begins in its first field keeps the focus there.
    if (main.current?.contains(document.activeElement)) return
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
