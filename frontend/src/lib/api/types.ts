import type { Complete } from './routes'
import type { components } from './schema'

/** A complete answer of the API, by its name in the schema. */
export type Answer<Name extends keyof components['schemas']> = Complete<components['schemas'][Name]>
