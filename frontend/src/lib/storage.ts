/*
 * The one door to what the browser keeps. It may be closed: by a setting or a policy (then the very look at
 * `localStorage` throws), by a full disk, or from one moment to the next. Then this tab remembers for itself, and what
 * it remembers goes with it.
 */

export interface Stored {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  /** Whether this value would not outlive the tab, because the browser did not take it. */
  isOnlyHere(key: string): boolean
}

/** Kept on this device, and shared by all tabs of the site. */
export const lasting: Stored = open(() => window.localStorage)

/** Kept for this tab: reloads and crashes included. */
export const ofThisTab: Stored = open(() => window.sessionStorage)

function open(storage: () => Storage): Stored {
  // What this tab has last read or written, for the day that the door closes.
  const known = new Map<string, string>()
  // What the browser did not take. Nothing of it is left there, so what is found there is another tab's, and newer.
  const refused = new Set<string>()

  function know(key: string, value: string | null) {
    if (value === null) known.delete(key)
    else known.set(key, value)
  }
  return {
    get(key) {
      try {
        const value = storage().getItem(key)
        if (value === null && refused.has(key)) return known.get(key) ?? null
        refused.delete(key)
        know(key, value)
        return value
      } catch {
        refused.add(key)
        return known.get(key) ?? null
      }
    },
    set(key, value) {
      known.set(key, value)
      try {
        storage().setItem(key, value)
        refused.delete(key)
      } catch {
        refused.add(key)
        // Better nothing than what is no longer so.
        attempt(() => storage().removeItem(key))
      }
    },
    remove(key) {
      known.delete(key)
      if (attempt(() => storage().removeItem(key))) refused.delete(key)
    },
    isOnlyHere: (key) => refused.has(key),
  }
}

function attempt(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    // The door is closed, so there is nothing behind it.
    return false
  }
}
