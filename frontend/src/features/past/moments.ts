import { formatExact } from '@/lib/format'

/** What a field for date and time holds, in the reader's own zone, for a moment; empty where that is none. */
export function toField(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return ''
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The moment in the field, as the API takes it: "2026-11-20T10:00:00Z". Null where there is none. */
export function fromField(text: string): string | null {
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString().replace(/\.\d+/, '')
}

/** A moment of an address in words; null where it is none. */
export function wordsOf(at: string): string | null {
  return Number.isNaN(new Date(at).getTime()) ? null : formatExact(at)
}
