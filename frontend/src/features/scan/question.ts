import type { Product } from '@/entities/product/types'
import { openOne } from '@/lib/openOne'

/** What a scan asks: whether to leave something unfinished for the product, or which of several is meant. */
export interface ScanQuestion {
  code: string
  products: Product[]
}

export const { set: askAboutScan, useValue: useScanQuestion } = openOne<ScanQuestion>()

/* A code that no product has, on its way to one: that of a blank label. */
export const { set: giveCode, useValue: useCodeToGive } = openOne<string>()
