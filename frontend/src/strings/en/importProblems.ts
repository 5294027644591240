import { t } from '@lingui/core/macro'
import { isolate } from '@/lib/isolate'

/*
 * Why a row of an import is held, by the server's codes. The server says so itself in English, with more detail; another
 * language has these.
 */

export const byCode: Partial<Record<string, string>> = {
  ambiguous: t`Several products have this code.`,
  ambiguous_date: t`This date can be read in two ways.`,
  ambiguous_number: t`This number can be read in two ways.`,
  category_gone: t`This category no longer exists.`,
  cell_error: t`The cell holds an error.`,
  changed_since: t`It has changed since and stays as it is.`,
  duplicate: t`Another row is about the same product.`,
  exists: t`There is already such a product.`,
  insufficient_stock: t`There isn’t enough on hand.`,
  invalid: t`This value isn’t valid.`,
  mangled_number: t`The spreadsheet has cut digits off this code. Format the column as text and enter it again.`,
  moved_since: t`Its stock has changed since.`,
  new: t`There is no such product.`,
  no_such_category: t`This category doesn’t exist.`,
  no_such_reason: t`There is no such reason.`,
  not_a_date: t`This isn’t a date.`,
  not_a_number: t`This isn’t a number.`,
  not_found: t`There is no such product.`,
  not_owner: t`This belongs to someone else.`,
  not_whole: t`This isn’t a whole number.`,
  not_yes_or_no: t`This is neither yes nor no.`,
  other_currency: t`This price is in another currency.`,
  required: t`A new product needs this.`,
  taken: t`Another product has this code.`,
  too_large: t`This number is too large.`,
  too_long: t`This is too long.`,
  too_many_places: t`Use at most two decimals.`,
  too_much_stock: t`That’s more than we can count.`,
  too_small: t`This number is too small.`,
  turned_into_date: t`The spreadsheet has turned this code into a date.`,
}

/** Those that say what would be right, or what is the choice. */
export const byCodeWith: Partial<Record<string, (suggestion: string, value: string) => string>> = {
  missing_zero: (suggestion) => t`The leading zeros are missing. With them, it’s ${isolate(suggestion)}.`,
  moved_since: (suggestion, value) => t`The stock has moved since: ${suggestion} or ${value}?`,
}
