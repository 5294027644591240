import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Product } from '@/entities/product/types'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, personOf } from '@/entities/user/can'
import { currentUserOptions } from '@/entities/user/currentUser'
import { useUserId } from '@/entities/user/session'
import type { Scan } from '@/lib/keyBurst'
import { loadPart } from '@/lib/loadPart'
import { lookUpCode } from './lookUp'
import { askAboutScan, giveCode } from './question'
import { closeOthers, isFormOpen, isUnfinished } from './unfinished'
import { useLatest } from './useLatest'

/**
 * Opens the product with a scanned code. Asks when something unfinished is open, or when several products have the
 * code. An unknown one is searched for, with an offer to add it. Of two scans the later counts.
 */
export function useOpenCode(): (scan: Scan) => Promise<void> {
  const navigate = useNavigate()
  const drawer = useDrawer()
  const id = useUserId()
  const queries = useQueryClient()
  const begin = useLatest()
  // An answer takes its time: what it finds opens at the address of then.
  const here = useRef({ navigate, drawer })
  useEffect(() => {
    here.current = { navigate, drawer }
  })
  return useCallback(
    async function open(scan: Scan) {
      const isLatest = begin()
      if (scan === 'broken') return (await loadTell()).tellBroken()
      const [code] = scan
      try {
        const products = await lookUpCode(scan)
        if (!isLatest()) return
        if (products.length > 0) return show(code, products)
        if (!isFormOpen() && !isUnfinished()) {
          closeOthers()
          void here.current.navigate(searchPath(code))
        }
        const [{ tellUnknown }, isOffered] = await Promise.all([loadTell(), mayAdd()])
        if (!isLatest()) return
        const add = () => void here.current.navigate(addPath(code))
        tellUnknown(code, isOffered ? { add, useFor: () => giveCode(code) } : null)
      } catch (error) {
        if (!isLatest()) return
        const { tellFailed } = await loadTell()
        tellFailed(code, error, () => void open(scan))
      }

      /** A scan can come before the server has said what the person may do. */
      async function mayAdd() {
        const user = await queries.ensureQueryData(currentUserOptions).catch(() => undefined)
        return can(personOf(id, user), 'product:create')
      }

      function show(code: string, products: Product[]) {
        const [product, ...others] = products
        if (!product) return
        if (others.length > 0 || isUnfinished()) return askAboutScan({ code, products })
        closeOthers()
        here.current.drawer.open(product.id)
      }
    },
    [begin, id, queries],
  )
}

export function searchPath(code: string): string {
  return `/?${new URLSearchParams({ search: code })}`
}

export function addPath(code: string): string {
  return `/products/new?${new URLSearchParams({ barcode: code })}`
}

function loadTell() {
  return loadPart(() => import('./tellScan'))
}
