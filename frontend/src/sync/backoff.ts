/*
 * Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): the wait is drawn
 * evenly from zero to a ceiling that doubles, which spreads a crowd best for the work it costs.
 */

const BACKOFF_FIRST_MS = 500
export const BACKOFF_MAX_MS = 20_000
/** A socket that held this long counts as a success. */
export const STABLE_AFTER_MS = 5_000
/** A restarting server sends everybody away at once; they come back over this long. */
export const RESTART_SPREAD_MS = 2_000

/** Milliseconds to wait after `failures` failures in a row (0 for the first). */
export function backoffDelay(failures: number, random: () => number): number {
  return random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures, 16))
}
