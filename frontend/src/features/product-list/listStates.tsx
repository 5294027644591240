import { useQuery } from '@tanstack/react-query'
import { PackagePlus, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type ListParams, suggestionOptions } from '@/entities/product/queries'
import { can, usePerson } from '@/entities/user/can'
import { useSaid } from '@/lib/announcer'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/productList'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { Skeleton } from '@/ui/Skeleton'
import { StateMessage } from '@/ui/StateMessage'
import { isCategoryGone } from './useProductList'

export function ListSkeleton() {
  const isDesk = useMediaQuery(DESK)
  return (
    <div className="desk:pt-9">
      <RowSkeleton
        label={text.loadingProducts}
        rows={isDesk ? 12 : 7}
        className="h-23 gap-3 desk:h-13"
        start={<Skeleton className="size-14 desk:size-9" />}
        end={
          <>
            <Skeleton className="h-3.5 w-12" />
            <Skeleton className="hidden h-3.5 w-16 desk:block" />
            <Skeleton className="hidden h-3.5 w-20 desk:block" />
          </>
        }
      />
    </div>
  )
}

interface ListFailedProps {
  error: unknown
  onRetry: () => void
  onClear?: () => void
}

export function ListFailed({ error, onRetry, onClear }: ListFailedProps) {
  if (onClear && isCategoryGone(error)) {
    return (
      <StateMessage
        role="alert"
        icon={SearchX}
        title={text.categoryGone}
        actions={
          <Button variant="primary" onClick={onClear}>
            {text.clearFilters}
          </Button>
        }
      >
        <p>{text.categoryGoneWhy}</p>
      </StateMessage>
    )
  }
  return (
    <LoadFailed
      error={error}
      title={text.loadFailed}
      onRetry={onRetry}
      actions={onClear && <Button onClick={onClear}>{text.clearFilters}</Button>}
    />
  )
}

interface NoMatchesProps {
  search: string
  /** Whether there are filters beside the search. */
  isNarrowed: boolean
  onSearch: (search: string) => void
  /** Takes away the search as well. */
  onClear: () => void
}

export function NoMatches({ search, isNarrowed, onSearch, onClear }: NoMatchesProps) {
  const { data: meant = null } = useQuery(suggestionOptions(search))
  useSaid(meant === null ? '' : text.didYouMean(meant))
  const why =
    search === '' ? text.noMatchFilters : isNarrowed ? text.noMatchBoth(search) : text.noMatchSearch(search)
  return (
    <StateMessage
      icon={SearchX}
      title={text.noMatch}
      actions={
        <>
          {meant !== null && (
            <Button variant="primary" onClick={() => onSearch(meant)}>
              {text.searchFor(meant)}
            </Button>
          )}
          {search !== '' && (
            <Button variant={meant === null ? 'primary' : 'secondary'} onClick={() => onSearch('')}>
              {text.clearSearch}
            </Button>
          )}
          {isNarrowed && (
            <Button variant={search === '' ? 'primary' : 'secondary'} onClick={onClear}>
              {text.clearFilters}
            </Button>
          )}
        </>
      }
    >
      <p>{why}</p>
      {meant !== null && <p className="mt-1.5 text-ink">{text.didYouMean(meant)}</p>}
    </StateMessage>
  )
}

interface NoProductsProps extends Pick<ListParams, 'scope'> {
  /** Another way to have some. */
  action: ReactNode
}

export function NoProducts({ scope, action }: NoProductsProps) {
  const person = usePerson()
  return (
    <StateMessage
      icon={PackagePlus}
      title={scope === 'mine' ? text.noneOfOwn : text.noneYet}
      actions={
        <>
          {can(person, 'product:create') && (
            <Link to="/products/new" className={buttonStyles()}>
              {text.addFirst}
            </Link>
          )}
          {can(person, 'import:run') && (
            <Link to="/imports/new" className={buttonStyles()}>
              {text.importFile}
            </Link>
          )}
          {action}
        </>
      }
    >
      {scope === 'mine' ? <p>{text.noneOfOwnWhy}</p> : <p>{text.noneYetWhy}</p>}
    </StateMessage>
  )
}

/** Said under the last row that can be scrolled to, when the list is longer than a browser can show. */
export function ListEnd({ count, reachable }: { count: number; reachable: number }) {
  if (reachable >= count) return null
  return <p className="sticky start-0 p-4 text-center text-muted">{text.endOfScroll(reachable)}</p>
}
