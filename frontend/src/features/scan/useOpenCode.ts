import { useCallback, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Product } from '@/entities/product/types'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, usePerson } from '@/entities/user/can'
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
  const mayAdd = can(usePerson(), 'product:create')
  const begin = useLatest()
  // An answer takes its time: what it finds opens at the address of then.
  const here = useRef({ navigate, drawer, mayAdd })
  useEffect(() => {
    here.current = { navigate, drawer, mayAdd }
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
        const { tellUnknown } = await loadTell()
        const add = () => void here.current.navigate(addPath(code))
        tellUnknown(code, here.current.mayAdd ? { add, useFor: () => giveCode(code) } : null)
      } catch (error) {
        if (!isLatest()) return
        const { tellFailed } = await loadTell()
        tellFailed(code, error, () => void open(scan))
      }

      function show(code: string, products: Product[]) {
        const [product, ...others] = products
        if (!product) return
        if (others.length > 0 || isUnfinished()) return askAboutScan({ code, products })
        closeOthers()
        here.current.drawer.open(product.id)
      }
    },
    [begin],
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
