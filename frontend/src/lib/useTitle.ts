import { useEffect } from 'react'
import { appName } from '@/strings/shell'

/** Names the browser tab, which is also what a screen reader says after a navigation. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${appName}`
  }, [title])
}
