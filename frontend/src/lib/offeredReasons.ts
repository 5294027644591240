import { createStore } from './store'

/** The reasons for a movement that this place offers, besides those that always are. Null: all, or not known yet. */
export const offeredReasons = createStore<readonly string[] | null>(null)

export function setOfferedReasons(reasons: readonly string[] | undefined): void {
  if (String(reasons ?? null) !== String(offeredReasons.get())) offeredReasons.set(reasons ?? null)
}
