import { t } from '@lingui/core/macro'

/* What is wrong with a number that somebody typed, in whichever field. */

export const wholeNumber = t`Enter a whole number.`
export const aPrice = t`Enter a price such as 4.50.`
export const noDecimals = t`Enter a whole number, without decimals.`
export const noSign = t`Enter the number without a sign.`
export const inFull = t`Enter all the digits.`
export const wrongGroups = t`The separators are in the wrong places. Leave them out.`
/** Both figures as plain digits: "1250", "1.25". */
export const twoMeanings = (large: string, small: string) =>
  t`This could mean ${large} or ${small}. If you mean ${large}, leave out the separator.`
export const twoDecimals = t`Use at most two decimals.`
export const tooLow = t`Enter at least 0.01.`
export const atMost = (limit: string) => t`Enter at most ${limit}.`
export const otherCurrency = (currency: string) => t`Prices here are in ${currency}.`

/* A number that is far beyond what was there is asked about once. */
export const unusualStock = (after: string, before: string) =>
  t`That takes stock from ${before} to ${after}. If that’s right, press again.`
export const unusualEach = (amount: string) =>
  t`That adds ${amount} to each product. If that’s right, press again.`
export const unusualPrice = (after: string, before: string) =>
  t`That changes it from ${before} to ${after}. If that’s right, press Enter again.`
export const unusualField = (field: string, value: string) =>
  t`${field}: ${value}. If that’s right, save again.`
