import type { components } from './schema'

/** A complete answer of the API. The schema also marks as optional what may be left out of a request. */
export type Answer<Name extends keyof components['schemas']> = {
  -readonly [Field in keyof components['schemas'][Name]]-?: components['schemas'][Name][Field]
}
