import { useEffect, useState } from 'react'
import { api } from '@/lib/api/client'
import type { ServerConfig } from '@/lib/config'

/**
 * Who can come in here, and how; undefined until the server has said it. Asked without the query client, which the
 * sign-in pages do not load.
 */
export function useDoor(): ServerConfig | undefined {
  const [config, setConfig] = useState<ServerConfig>()
  useEffect(() => {
    const leaving = new AbortController()
    api.get('config/', { signal: leaving.signal }).then(
      ({ data }) => setConfig(data),
      () => undefined,
    )
    return () => leaving.abort()
  }, [])
  return config
}
