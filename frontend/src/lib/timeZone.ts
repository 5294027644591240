import { ApiError } from './api/errors'

/** Zones that the server does not know. It is not asked about them again. */
const refused = new Set<string>()

/**
 * Asks with the reader's time zone, which says what "today" means to them. A zone that the server refuses (a newer or
 * odd name, a browser that knows none) costs nobody the answer: the offset stands in for it, and at last nothing, which
 * the server takes for UTC.
 */
export async function inTimeZone<Data>(ask: (params: { tz?: string }) => Promise<Data>): Promise<Data> {
  for (const tz of [ownZone(), offsetZone()]) {
    if (tz === undefined || refused.has(tz)) continue
    try {
      return await ask({ tz })
    } catch (error) {
      if (!isAboutZone(error)) throw error
      refused.add(tz)
    }
  }
  return ask({})
}

/** As the system is set: undefined where that cannot be told. */
function ownZone(): string | undefined {
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone === 'Etc/Unknown' ? undefined : zone || undefined
}

/** "+05:30"; JavaScript counts the minutes to the west. */
function offsetZone(): string {
  const ahead = -new Date().getTimezoneOffset()
  const pad = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${ahead < 0 ? '-' : '+'}${pad(Math.abs(ahead) / 60)}:${pad(Math.abs(ahead) % 60)}`
}

function isAboutZone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && 'tz' in error.fields
}
