import { isolate } from '@/lib/isolate'

/* The check boxes of the lists. */
export const selectProduct = (name: string) => `Select ${isolate(name)}`
export const selectLoaded = 'Select all loaded products'
