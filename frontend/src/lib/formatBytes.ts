import * as text from '@/strings/common'
import { LOCALE } from './locale'

/** In steps of 1024, as files are measured: "5 MB", "640 kB". */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / (1024 * 1024)
  if (megabytes >= 1) return text.megabytes(tenths(megabytes))
  return text.kilobytes(tenths(Math.ceil(bytes / 1024)))
}

function tenths(value: number): string {
  return new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(value)
}
