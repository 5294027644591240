import { useRef } from 'react'
import { ApiError } from './errors'
import { newIdempotencyKey } from './idempotencyKey'

/**
 * For a form that is to do something once. `once` sends it with the form's Idempotency-Key, which stays until something is
 * done, also when the form is changed: an attempt that nobody answered may have been done. Then the server refuses the
 * changed one (`idempotency_key_reused`), and only what is sent after that is another. `lastKey`: the key, while it stays.
 */
export function useOnce() {
  const key = useRef('')
  async function once<Done>(send: (key: string) => Promise<Done>): Promise<Done> {
    key.current ||= newIdempotencyKey()
    try {
      const done = await send(key.current)
      key.current = ''
      return done
    } catch (error) {
      if (error instanceof ApiError && error.code === 'idempotency_key_reused') key.current = ''
      throw error
    }
  }
  return { once, lastKey: () => key.current }
}
