import { t } from '@lingui/core/macro'

/* How keys are printed. */

export const enter = t`Enter`
export const esc = t`Esc`
export const ctrl = t`Ctrl`
export const command = '⌘'
