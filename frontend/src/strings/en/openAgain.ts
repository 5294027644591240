import { t } from '@lingui/core/macro'

export const openAgain = t`Open again`
