import { useMemo } from 'react'
import { useCategoryName } from '@/entities/category/categories'
import { useMoney } from '@/lib/config'
import { formatCount } from '@/lib/format'
import { LANGUAGE } from '@/lib/locale'
import { fields, stock } from '@/strings/importColumns'
import { byCode, byCodeWith } from '@/strings/importProblems'
import * as text from '@/strings/importRows'
import type { CheckedRow, Kind } from './requests'

/** Longer texts are cut in the list; the dialog has all of it. */
const SHOWN = 80

/** A field of a row: what it had and will have, or why it is held. */
export interface FieldWords {
  key: string
  /** Empty: it is of the row as a whole. */
  label: string
  old: string | null
  new: string | null
  problem: string | null
}

/** Puts what a row would change, and what is wrong with it, into words. */
interface Reason {
  code: string
  /** The server's own words: English, and they say more. */
  detail: string
  suggestion?: string
  value?: string
}

/** Why a row, or something in it, stays as it is. */
export function problemWords({ code, detail, suggestion = '', value = '' }: Reason): string {
  if (LANGUAGE === 'en') return detail
  const sentence = suggestion ? byCodeWith[code]?.(suggestion, value) : undefined
  return sentence ?? byCode[code] ?? detail
}

export function useRowWords(kind: Kind): (row: CheckedRow, isWhole?: boolean) => FieldWords[] {
  const money = useMoney()
  const categoryName = useCategoryName()
  return useMemo(() => {
    const label = (field: string) =>
      field === 'quantity' && kind === 'stock' ? stock : (fields[field] ?? field)
    function say(field: string, value: unknown, isWhole: boolean): string {
      if (value === null || value === undefined || value === '') return text.empty
      if (typeof value === 'boolean') return value ? text.yes : text.no
      if (field === 'price') return money(String(value))
      if (typeof value === 'number') return formatCount(value)
      const words = String(value)
      if (field === 'category') return words.startsWith('+') ? words.slice(1) : categoryName(words)
      return isWhole || words.length <= SHOWN ? words : `${words.slice(0, SHOWN)}…`
    }
    return ({ changes, problems, state }, isWhole = false) => {
      const wrong = problems.map(({ field, value, code, detail, suggestion }, index) => ({
        key: `problem-${index}`,
        label: field ? label(field) : '',
        old: null,
        new: value && field ? value : null,
        problem: problemWords({ code, detail, suggestion, value }),
      }))
      const held = new Set(problems.map(({ field }) => field))
      const changed = Object.entries(changes)
        .filter(([field]) => !held.has(field))
        .map(([field, [before, after]]) => ({
          key: field,
          label: label(field),
          old: state === 'create' ? null : say(field, before, isWhole),
          new: say(field, after, isWhole),
          problem: null,
        }))
      return [...wrong, ...changed]
    }
  }, [kind, money, categoryName])
}
