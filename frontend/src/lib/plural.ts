import { formatCount } from './format'
import { WORDS } from './locale'

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const rules = new Intl.PluralRules(WORDS)

/** The form that fits `count`, with `#` replaced by the count as the reader writes it: "1 product", "2,000 products". */
export function plural(count: number, forms: Forms): string {
  return (forms[rules.select(count)] ?? forms.other).replace('#', formatCount(count))
}
