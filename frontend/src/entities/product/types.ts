import type { Answer } from '@/lib/api/types'

/** A product as the API and the live feed give it. Prices are decimal strings with two places. */
export type Product = Answer<'Product'>

/** What is kept current is products. */
declare module '@/sync/row' {
  interface Row extends Product {}
}
