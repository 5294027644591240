import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { isGone } from './requests'

export type LinkState<Meaning> =
  | { state: 'loading' }
  | { state: 'gone' }
  | { state: 'failed'; error: unknown; retry: () => void }
  | { state: 'open'; meaning: Meaning }

/** The secret of a one-time link: it stands after the `#`, where no server and no log sees it. */
export function useLinkSecret(): string {
  return useLocation().hash.slice(1)
}

/** What a secret opens, by `read`. Asked without the query client, which the sign-in pages do not load. */
export function useLink<Meaning>(
  secret: string,
  read: (secret: string) => Promise<Meaning>,
): LinkState<Meaning> {
  const [found, setFound] = useState<LinkState<Meaning>>({ state: secret ? 'loading' : 'gone' })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    if (!secret) return
    let isLeft = false
    const tell = (next: LinkState<Meaning>) => !isLeft && setFound(next)
    const retry = () => {
      setFound({ state: 'loading' })
      setTries((before) => before + 1)
    }
    read(secret).then(
      (meaning) => tell({ state: 'open', meaning }),
      (error) => tell(isGone(error) ? { state: 'gone' } : { state: 'failed', error, retry }),
    )
    return () => {
      isLeft = true
    }
  }, [secret, read, tries])
  return found
}
