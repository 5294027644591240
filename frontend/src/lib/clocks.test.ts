import { expect, it } from 'vitest'

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/**
 * The wall clock can be set, by hours and backwards. It is right for the age of what is shown and the end of a token;
 * how long something takes is measured with `performance.now()`, which starts again with each load of the page.
 */
const MAY_READ_THE_WALL_CLOCK = [
  'features/people/NewTokenDialog.tsx',
  'features/past/moments.ts',
  'features/people/TokenList.tsx',
  'features/product-form/DraftNotice.tsx',
  'features/wall/stockFeed.ts',
  'lib/auth/tokens.ts',
  'lib/sleepWatch.ts',
  'lib/useNow.ts',
  'pages/ErrorPage.tsx',
  'sync/connection.ts',
  'sync/statusStore.ts',
]

it('measures durations with a clock that nobody sets', () => {
  const readers = Object.keys(sources).filter((path) =>
    /\bDate\.now\(\)|\.getTime\(\) -/.test(sources[path] ?? ''),
  )
  const files = readers.map((path) => path.replace('../', '').replace('./', 'lib/'))
  expect(files.filter((file) => !MAY_READ_THE_WALL_CLOCK.includes(file))).toEqual([])
})
