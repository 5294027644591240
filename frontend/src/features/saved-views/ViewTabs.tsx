import { Bookmark, Ellipsis } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { type ListView, SAVED_VIEW_KEY } from '@/entities/product/listParams'
import type { ListParams } from '@/entities/product/queries'
import { useOwnViews, useSavedView } from '@/entities/saved-view/savedViews'
import { can, usePerson } from '@/entities/user/can'
import { cx } from '@/lib/cx'
import { formatCount } from '@/lib/format'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/views'
import { Button } from '@/ui/Button'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { activeView, BUILT_IN } from './activeView'
import { askAboutView } from './asked'
import { withView } from './useOpenView'
import type { ViewMenuProps } from './ViewMenu'

const ViewMenu = lazyPart(async () => (await import('./ViewMenu')).ViewMenu)

interface ViewTabsProps {
  view: ListView
  scope: ListParams['scope']
  /** How many products the tabs show that are always there; undefined where that is not known. */
  counts?: Record<keyof typeof BUILT_IN, number>
}

/** The views of the list: all, low, out, and those that were saved, which stand in the sidebar where that has room. */
export function ViewTabs({ view, scope, counts }: ViewTabsProps) {
  const { own, saved } = useViews(scope)
  const active = activeView(view, saved)
  const isForeign = saved !== null && !saved.is_own
  const maySave = can(usePerson(), 'view:save')
  const input = { name: isForeign ? saved.name : '', query: active.query, scope }
  return (
    <nav
      tabIndex={-1}
      aria-label={text.views}
      className="flex h-11 min-w-0 items-stretch overflow-x-auto outline-none desk:h-9 desk:max-w-1/2 desk:shrink-0"
    >
      {BUILT_IN_NAMES.map((name) => (
        <ViewTab key={name} query={BUILT_IN[name]} isActive={active.builtIn === name} count={counts?.[name]}>
          {text.builtIn[name]}
        </ViewTab>
      ))}
      {[...own, ...(isForeign ? [saved] : [])].map((each) => (
        <ViewTab
          key={each.slug}
          slug={each.slug}
          query={each.query}
          isActive={each.slug === saved?.slug}
          isInSidebar={each.slug !== saved?.slug}
        >
          {each.is_own ? each.name : text.viewOf(each.owner, each.name)}
        </ViewTab>
      ))}
      {saved && <MenuOf key={saved.slug} active={{ ...active, saved }} own={own} />}
      {maySave && (active.isChanged || isForeign) && (
        <Button
          variant="ghost"
          aria-haspopup="dialog"
          title={isForeign ? text.saveAsMine : text.saveView}
          onClick={() => askAboutView({ kind: 'save', input })}
          className="shrink-0 self-center px-2.5!"
        >
          <Bookmark size={14} aria-hidden="true" />
          {/* Beside an open product there is room for what is used. */}
          <span className="@max-2xl:sr-only">{isForeign ? text.saveAsMine : text.saveView}</span>
        </Button>
      )}
    </nav>
  )
}

/** The own views of this list, and the one that the address names, whosever it is. */
function useViews(scope: ListParams['scope']) {
  const [params] = useSearchParams()
  const slug = params.get(SAVED_VIEW_KEY)
  const { data: all } = useOwnViews()
  const mine = all?.find((each) => each.slug === slug)
  // Somebody else's, or one that is gone: then there is no such tab.
  const { data: other } = useSavedView(all && !mine ? slug : null)
  const saved = mine ?? (slug && other?.slug === slug ? other : null)
  return { own: all?.filter((each) => each.scope === scope) ?? [], saved }
}

/** What can be done with the view that is shown; fetched when it is first asked for. */
function MenuOf(props: ViewMenuProps) {
  const [isAsked, setAsked] = useState(false)
  const button = (
    <button
      type="button"
      aria-label={text.viewOptions(props.active.saved.name)}
      aria-haspopup="menu"
      onClick={() => setAsked(true)}
      className={cx(iconButtonStyles, 'self-center')}
    >
      <Ellipsis size={16} aria-hidden="true" />
    </button>
  )
  return isAsked ? (
    <Suspense fallback={button}>
      <ViewMenu {...props} />
    </Suspense>
  ) : (
    button
  )
}

const BUILT_IN_NAMES = ['all', 'low', 'out'] as const

interface ViewTabProps {
  /** Of a saved view. */
  slug?: string
  query: string
  isActive: boolean
  count?: number
  /** Not here where the sidebar shows it. */
  isInSidebar?: boolean
  children: ReactNode
}

function ViewTab({ slug, query, isActive, count, isInSidebar, children }: ViewTabProps) {
  const [current] = useSearchParams()
  return (
    <Link
      to={{ search: withView(current, slug, query).toString() }}
      preventScrollReset
      aria-current={isActive ? 'page' : undefined}
      className={cx(
        'flex shrink-0 items-center gap-1.5 border-b-2 px-2.5 font-medium transition-colors focus-visible:-outline-offset-2',
        isActive ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
        isInSidebar && 'sidebar:hidden',
      )}
    >
      <span className="max-w-48 truncate">{children}</span>
      {count !== undefined && (
        <>
          {' '}
          <span className={cx('font-normal tabular-nums', isActive ? 'text-muted' : '')}>
            {formatCount(count)}
          </span>
        </>
      )}
    </Link>
  )
}
