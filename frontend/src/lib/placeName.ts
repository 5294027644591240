import { appName } from '@/strings/shell'
import { createStore, useStore } from './store'

/** What this place is called: the name that admins have given it, or the app's. Known with the server's configuration. */
const placeName = createStore(appName)

export function setPlaceName(name: string): void {
  const known = name || appName
  if (known !== placeName.get()) placeName.set(known)
}

export function usePlaceName(): string {
  return useStore(placeName)
}
