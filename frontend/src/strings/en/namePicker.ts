import { t } from '@lingui/core/macro'

/* The field that looks people up by name. */

export const names = t`Names`
export const nobody = t`Nobody has this name`
