/** A row that is kept current, as far as this folder reads it. The entity adds its own fields to this interface. */
export interface Row {
  id: number
  name: string
  /** Rises with every change. */
  version: number
  updated_at: string
}
