import { lasting, ofThisTab } from './storage'
import { createStore } from './store'

/** Every name under which the browser keeps something, and where. `tokens.ts` sees to its own. */
const PLACES = {
  'lr.alerts-seen': lasting,
  'lr.draft': ofThisTab,
  // index.html reads it too.
  'lr.language': lasting,
  'lr.first-steps': lasting,
  'lr.label-printer': lasting,
  'lr.labels': lasting,
  'lr.list': lasting,
  'lr.orders': ofThisTab,
  'lr.quick-reason': lasting,
  'lr.recent': lasting,
  'lr.reloaded': ofThisTab,
  'lr.scroll': ofThisTab,
  'lr.shortcuts': lasting,
  // index.html reads it too.
  'lr.theme': lasting,
  'lr.tokens': lasting,
}

/** Whose value it is, or which of several: the key ends with it. */
type Of = string | number | null

export interface StoredValue<Value> {
  /** The same object for as long as the same is stored. */
  get(of?: Of): Value
  set(value: Value, of?: Of): void
  remove(of?: Of): void
  /** Hears of changes made here and in other tabs. */
  subscribe(listener: () => void): () => void
}

interface Format<Value> {
  /** Null: nothing is stored. What this throws at is treated like that. */
  parse(text: string | null): Value
  /** Null: nothing need be stored. */
  print(value: Value): string | null
}

/** A value that the browser keeps. One module has each name. */
export function stored<Value>(
  name: keyof typeof PLACES,
  { parse, print }: Format<Value>,
): StoredValue<Value> {
  const place = PLACES[name]
  const changes = createStore(null)
  const known = new Map<string, { text: string | null; value: Value }>()
  const keyOf = (of?: Of) => (of === undefined ? name : `${name}.${of}`)

  function onStorage({ key }: StorageEvent) {
    if (key === null || key.startsWith(name)) changes.set(null)
  }
  function put(key: string, text: string | null) {
    if (text === null) place.remove(key)
    else place.set(key, text)
    changes.set(null)
  }
  return {
    get(of) {
      const key = keyOf(of)
      const text = place.get(key)
      const last = known.get(key)
      if (last && last.text === text) return last.value
      const value = parseSafely(parse, text)
      known.set(key, { text, value })
      return value
    },
    set: (value, of) => put(keyOf(of), print(value)),
    remove: (of) => put(keyOf(of), null),
    subscribe(listener) {
      if (!changes.isWatched()) window.addEventListener('storage', onStorage)
      const stop = changes.subscribe(listener)
      return () => {
        stop()
        if (!changes.isWatched()) window.removeEventListener('storage', onStorage)
      }
    },
  }
}

function parseSafely<Value>(parse: Format<Value>['parse'], text: string | null): Value {
  try {
    return parse(text)
  } catch {
    return parse(null)
  }
}
