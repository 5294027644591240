import { useQuery } from '@tanstack/react-query'
import { stockKeys } from '@/entities/movement/keys'
import { api } from '@/lib/api/client'
import { inTimeZone } from '@/lib/timeZone'

/** Milliseconds: rows that come into sight together are asked for together. */
const TOGETHER_MS = 50
/** As many as the server takes at once. */
const MOST = 100

interface Asked {
  id: number
  resolve: (onHand: number[] | null) => void
  reject: (error: unknown) => void
}

let asked: Asked[] = []

/**
 * What was on hand at the end of each of the last 30 days. The last one is as of the answer: what a row shows now, its
 * product says.
 */
export function useSparkline(id: number) {
  return useQuery({
    queryKey: stockKeys.sparkline(id),
    queryFn: () =>
      new Promise<number[] | null>((resolve, reject) => {
        if (asked.length === 0) setTimeout(askAll, TOGETHER_MS)
        asked.push({ id, resolve, reject })
      }),
    staleTime: 10 * 60_000,
  })
}

function askAll(): void {
  const all = asked
  asked = []
  for (let start = 0; start < all.length; start += MOST) void ask(all.slice(start, start + MOST))
}

async function ask(some: Asked[]): Promise<void> {
  try {
    const ids = some.map(({ id }) => id).join(',')
    const { data } = await inTimeZone((zone) => api.get('products/sparklines/', { params: { ids, ...zone } }))
    const known = new Map(data.map(({ product, on_hand }) => [product, on_hand]))
    for (const { id, resolve } of some) resolve(known.get(id) ?? null)
  } catch (error) {
    for (const { reject } of some) reject(error)
  }
}
