import { t } from '@lingui/core/macro'

/* The choice of columns and row height. */

export const density = t`Row height`
export const densities = { comfortable: t`Comfortable`, compact: t`Compact` } as const
export const columns = t`Columns`
export const asManyAsFit = t`Fit to width`
