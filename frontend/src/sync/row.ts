/** A row that is kept current, as far as this folder reads it. The entity adds its own fields to this interface. */
export interface Row {
  id: number
  name: string
  /** Rises with every change. */
  version: number
  updated_at: string
}

/** What an event says beside its row. The entity adds its own fields to this interface, and reads them. */
// biome-ignore lint/suspicious/noEmptyInterface: a type could not be added to
export interface Extras {}
