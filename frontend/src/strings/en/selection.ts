import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* The check boxes of the lists. */
export const selectProduct = (name: string) => t`Select ${isolate(name)}`
export const selectLoaded = t`Select all loaded products`
