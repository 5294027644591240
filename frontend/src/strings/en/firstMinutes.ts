import { plural, t } from '@lingui/core/macro'

/* The first steps on an empty inventory, and sample data. */

export const title = t`First steps`
export const progress = (done: number, all: number) => t`${done} of ${all} done`
export const dismiss = t`Dismiss the first steps`
export const isDone = t`Done`
export const allDone = t`You’re set up`

export const add = t`Add products`
export const addWhy = t`Add one, import a spreadsheet, or start with sample data.`
export const invite = t`Invite someone`
export const inviteWhy = t`They get a link and choose their own password.`
export const inviteAction = t`Invite people`
export const phone = t`Open it on your phone`
export const phoneWhy = t`Change something there and watch it change here.`
export const phoneAction = t`Show QR code`

export const scan = t`Scan this code with your phone’s camera, then sign in there.`
export const scanThen = t`This step is done once your phone is signed in, or when someone else’s change arrives.`
export const qrCode = t`QR code of this address`
export const onlyHere = t`This address only works on this computer. Open LR Inventory with the computer’s name or network address to get a code for your phone.`

export const addSamples = t`Add sample data`
export const samplesAdded = (count: number) =>
  plural(count, { one: '# sample product added', other: '# sample products added' })
export const samplesAddedWhy = t`Try anything. You can remove them on your account page.`
export const samplesNotAdded = t`Couldn’t add the sample data`

export const samples = t`Sample data`
export const samplesLead = t`Products to try things out with. Remove them when you start for real.`
export const removable = (count: number) =>
  plural(count, {
    one: '# sample product is unchanged and can be removed.',
    other: '# sample products are unchanged and can be removed.',
  })
export const changedStay = (count: number) =>
  plural(count, {
    one: '# stays because it or its stock has changed.',
    other: '# stay because they or their stock have changed.',
  })
export const foreignStay = (count: number) =>
  plural(count, {
    one: '# stays because it belongs to someone else.',
    other: '# stay because they belong to other people.',
  })
export const removeSamples = t`Remove sample data`
export const removeTitle = (count: number) =>
  plural(count, { one: 'Remove # sample product?', other: 'Remove # sample products?' })
export const removeWhat = t`They go to the trash. Your own products stay.`
export const keep = t`Keep them`
export const remove = t({ message: 'Remove', context: 'sample data' })
export const samplesRemoved = (count: number) =>
  plural(count, { one: '# sample product removed', other: '# sample products removed' })
