import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The price in a row. What opens from it has its words in priceEditor.ts. */
export const changePrice = (price: string, name: string) => t`${price}, change the price of ${isolate(name)}`
