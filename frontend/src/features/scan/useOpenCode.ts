import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { useDrawer } from '@/features/products/drawer/useDrawer'
import { loadPart } from '@/lib/loadPart'
import { lookUpCode } from './lookUp'

/** Opens the product with a scanned code. An unknown one is searched for, with an offer to add it. */
export function useOpenCode(): (code: string) => Promise<void> {
  const navigate = useNavigate()
  const drawer = useDrawer()
  return useCallback(
    async function open(code: string) {
      try {
        const product = await lookUpCode(code)
        if (product) return drawer.open(product.id)
        void navigate(searchPath(code))
        const { tellUnknown } = await loadTell()
        tellUnknown(code, () => void navigate(addPath(code)))
      } catch (error) {
        const { tellFailed } = await loadTell()
        tellFailed(code, error, () => void open(code))
      }
    },
    [navigate, drawer],
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
