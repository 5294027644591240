import { type ComponentType, createContext, useContext } from 'react'
import type { Product } from '@/entities/product/types'

/** Shows a quantity and changes it: large for a thumb, small for a row of the table. */
export type StockControl = ComponentType<{ product: Product; size: 'thumb' | 'row' }>

/** What the page shows in a row whose stock the person may adjust. */
export const StockControlContext = createContext<StockControl | null>(null)

export function useStockControl(): StockControl {
  const Control = useContext(StockControlContext)
  if (!Control) throw new Error('A product list needs a StockControlContext around it.')
  return Control
}
