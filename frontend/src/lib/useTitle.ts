import { useEffect } from 'react'
import { usePlaceName } from './placeName'

/** Names the browser tab, which is also what a screen reader says after a navigation. */
export function useTitle(title: string): void {
  const place = usePlaceName()
  useEffect(() => {
    document.title = `${title} · ${place}`
  }, [title, place])
}
