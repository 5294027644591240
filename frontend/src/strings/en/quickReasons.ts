import { t } from '@lingui/core/macro'

/* What one press of − or + in a list records: in the stock editor, and on the account page. */

export const title = t`Quick buttons`
export const lead = t`What one press of − or + records. Saved in this browser only.`
export const minus = t`Quick − records as`
export const plus = t`Quick + records as`
