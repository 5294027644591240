import { plural, t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/* Settings of the place, for admins. */

export const title = t({ message: 'Place', context: 'settings of the shop or stockroom' })
export const loading = t`Loading the settings`
export const failed = t`Couldn’t load the settings`

export const name = t`Name of the place`
export const nameHint = t`Shown in the corner of every page, in tab titles, on printed lists and in emails.`
export const currency = t`Currency`
export const currencyHint = t`Changes how prices look on every screen right away. Amounts aren’t converted.`
export const asOnServer = (choice: string) => t`Server setting: ${isolate(choice)}`
export const currencyOption = (name: string, code: string) => t`${isolate(name)} (${isolate(code)})`
export const trashDays = t`Days in the trash`
export const trashDaysHint = (days: number) =>
  plural(days, {
    one: 'How long you can restore a deleted product. Leave blank for # day. A smaller number also applies to products already in the trash.',
    other:
      'How long you can restore a deleted product. Leave blank for # days. A smaller number also applies to products already in the trash.',
  })
export const daysWrong = t`Enter a whole number of days, from 1 to 3650.`
export const registration = t`Who can create an account`
export const registrations = {
  open: t({ message: 'Anyone', context: 'who can create an account' }),
  invite: t`Invited people`,
  closed: t`Invited people, not mentioned at sign-in`,
}
export const reasons = t`Reasons offered`
export const reasonsHint = t`What people choose from when stock comes or goes. “Count” and “Correction” are always offered; programs may send any reason.`
export const save = t({ message: 'Save', context: 'settings' })
export const saved = t`Settings saved`
