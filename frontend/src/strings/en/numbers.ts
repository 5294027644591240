/* What is wrong with a number that somebody typed, in whichever field. */

export const wholeNumber = 'Enter a whole number.'
export const aPrice = 'Enter a price such as 4.50.'
export const noDecimals = 'Enter a whole number, without decimals.'
export const noSign = 'Enter the number without a sign.'
export const inFull = 'Write the number out in full.'
export const wrongGroups = 'The separators are in the wrong places. Write the number without them.'
/** Both figures as plain digits: "1250", "1.25". */
export const twoMeanings = (large: string, small: string) =>
  `This could mean ${large} or ${small}. If you mean ${large}, write it without the separator.`
export const twoDecimals = 'A price has at most two decimals.'
export const tooLow = 'The price is at least 0.01.'
export const atMost = (limit: string) => `Enter at most ${limit}.`
export const otherCurrency = (currency: string) => `Prices here are in ${currency}.`

/* A number that is far beyond what was there is asked about once. */
export const unusualStock = (after: string, before: string) =>
  `That makes ${after} on hand, from ${before}. Is that right? Then press once more.`
export const unusualEach = (amount: string) =>
  `That adds ${amount} to each of them. Is that right? Then press once more.`
export const unusualPrice = (after: string, before: string) =>
  `That is ${after}, and it was ${before}. Is that right? Then press Enter once more.`
export const unusualField = (field: string, value: string) =>
  `${field}: ${value}. Is that right? Then save once more.`
