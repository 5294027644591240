import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Giving a scanned code to a product. */

export const title = (code: string) => t`Use ${isolate(code)} for…`
export const which = t`Which product?`
export const nothing = t`No product matches.`
export const hasBarcode = (code: string) => t`Has the barcode ${isolate(code)}`
export const notYours = t`You can’t change this product`
export const given = (name: string) => t`${isolate(name)} now has this code`
