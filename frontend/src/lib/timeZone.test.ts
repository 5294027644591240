import { expect, it, vi } from 'vitest'
import { ApiError } from './api/errors'
import { inTimeZone } from './timeZone'

const refusal = () =>
  new ApiError({ status: 400, message: 'No.', fields: { tz: ["Must be a time zone's name."] } })

/** Asks a server that knows only some zones; what it was asked for, in order. */
async function ask({ zone, offset = 0, knows }: { zone?: string; offset?: number; knows: string[] }) {
  const resolved = { timeZone: zone } as Intl.ResolvedDateTimeFormatOptions
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue(resolved)
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(offset)
  const asked: (string | undefined)[] = []
  const request = ({ tz }: { tz?: string }) => {
    asked.push(tz)
    return tz === undefined || knows.includes(tz) ? Promise.resolve('figures') : Promise.reject(refusal())
  }
  expect(await inTimeZone(request)).toBe('figures')
  return asked
}

it('asks with the zone of the system', async () => {
  expect(await ask({ zone: 'Europe/Berlin', knows: ['Europe/Berlin'] })).toEqual(['Europe/Berlin'])
})

it.each([
  [-120, '+02:00'],
  [180, '-03:00'],
  [-330, '+05:30'],
  [210, '-03:30'],
  [0, '+00:00'],
])('says the offset where the system has no zone: %d minutes', async (offset, name) => {
  for (const zone of [undefined, '', 'Etc/Unknown']) {
    expect(await ask({ zone, offset, knows: [name] })).toEqual([name])
  }
})

it('goes on without a zone that the server does not know, and does not ask about it again', async () => {
  const mars = { zone: 'Mars/Olympus', offset: -60, knows: ['+01:00'] }
  expect(await ask(mars)).toEqual(['Mars/Olympus', '+01:00'])
  expect(await ask(mars)).toEqual(['+01:00'])
  expect(await ask({ ...mars, knows: [] })).toEqual(['+01:00', undefined])
})

it('passes on what has nothing to do with the zone', async () => {
  const failing = vi.fn().mockRejectedValue(new ApiError({ status: 403, message: 'No.' }))
  await expect(inTimeZone(failing)).rejects.toThrow('No.')
  expect(failing).toHaveBeenCalledTimes(1)
})
