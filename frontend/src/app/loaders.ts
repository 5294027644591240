import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs } from 'react-router'
import { figuresOptions } from '@/entities/movement/figures'
import { hasAt } from '@/entities/product/asOf'
import { readView, toListParams } from '@/entities/product/listParams'
import { type ListParams, productDetailOptions, productListOptions } from '@/entities/product/queries'
import { currentUserOptions } from '@/entities/user/currentUser'
import { getUserId } from '@/lib/auth/tokens'
import { configOptions } from '@/lib/config'
import { cacheOf } from './personCache'

/*
 * What a page asks for first is asked for while its code is on its way. Nothing waits for the answers here: the page's own
 * queries find them, or find them coming, and ask again for what failed.
 */

export const shell = forSignedIn((cache) => {
  void cache.prefetchQuery(currentUserOptions)
  void cache.prefetchQuery(configOptions)
})

export const inventory = forSignedIn((cache, args) => {
  readList('all')(cache, args)
  if (!hasAt(new URL(args.request.url).searchParams)) void cache.prefetchQuery(figuresOptions)
})
export const myProducts = forSignedIn(readList('mine'))

export const product = forSignedIn((cache, { params: { id }, request }) => {
  if (hasAt(new URL(request.url).searchParams)) return
  if (id && /^\d{1,15}$/.test(id)) void cache.prefetchQuery(productDetailOptions(Number(id)))
})

function readList(scope: ListParams['scope']) {
  return (cache: QueryClient, { request }: LoaderFunctionArgs) => {
    const { searchParams } = new URL(request.url)
    if (hasAt(searchParams)) return
    const view = readView(searchParams)
    void cache.prefetchInfiniteQuery(productListOptions(toListParams(view, scope)))
  }
}

function forSignedIn(read: (cache: QueryClient, args: LoaderFunctionArgs) => void) {
  return (args: LoaderFunctionArgs) => {
    const userId = getUserId()
    if (userId !== null) read(cacheOf(userId), args)
  }
}
