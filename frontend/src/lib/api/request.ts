/** A request as it goes out. */
export interface Outgoing {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Under the API's base, without a leading slash. */
  path: string
  /** Lists repeat the key, as Django reads them; what is null or undefined is left out. */
  params?: object
  headers?: Record<string, string>
  /** Sent as JSON, but for a form with a file. */
  body?: object
  signal?: AbortSignal
  /** Milliseconds, for a form those in which nothing of it moves; 0 waits as long as it takes. */
  timeout?: number
  /** Goes out even when the page is being left. */
  keepalive?: boolean
  responseType?: 'json' | 'blob'
  /** Whose request it is, where that is not whoever the tab shows. */
  userId?: number
  /** Called with 0…1 while a form is sent. */
  onUploadProgress?: (event: { progress: number }) => void
}
