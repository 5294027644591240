import { useEffect, useState } from 'react'
import { api } from '@/lib/api/client'
import type { Answer } from '@/lib/api/types'

/** Whether nobody can register here. Asked without the query client, which the sign-in pages do not load. */
export function useRegistrationIsClosed(): boolean {
  const [isClosed, setIsClosed] = useState(false)
  useEffect(() => {
    const leaving = new AbortController()
    api.get<Answer<'Config'>>('config/', { signal: leaving.signal }).then(
      ({ data }) => setIsClosed(data.registration === 'closed'),
      () => undefined,
    )
    return () => leaving.abort()
  }, [])
  return isClosed
}
