import { Bookmark } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { SAVED_VIEW_KEY } from '@/entities/product/listParams'
import { useOwnViews } from '@/entities/saved-view/savedViews'
import { cx } from '@/lib/cx'
import * as text from '@/strings/views'
import { withView } from './useOpenView'

/** One's saved views, whichever page is shown. */
export function SidebarViews() {
  const [params] = useSearchParams()
  const { data: views = [] } = useOwnViews()
  if (views.length === 0) return null
  const shown = params.get(SAVED_VIEW_KEY)
  return (
    <nav aria-label={text.savedViews} className="min-h-0 overflow-y-auto px-2 pt-4 max-sidebar:hidden">
      <h2 className="px-2.5 pb-1 font-medium text-muted text-xs">{text.views}</h2>
      {views.map(({ slug, name, scope, query }) => (
        <Link
          key={slug}
          to={{
            pathname: scope === 'mine' ? '/my-products' : '/',
            search: withView(new URLSearchParams(), slug, query).toString(),
          }}
          aria-current={slug === shown ? 'page' : undefined}
          className={cx(
            'flex h-8 items-center gap-2.5 rounded px-2.5 transition-colors',
            slug === shown ? 'bg-sunken text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
          )}
        >
          <Bookmark size={16} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{name}</span>
        </Link>
      ))}
    </nav>
  )
}
