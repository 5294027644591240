import { useSyncExternalStore } from 'react'

/** The dialogs of the shell, of which one can be open. */
export type CommandDialog = 'palette' | 'shortcuts' | 'scan'

let current: CommandDialog | null = null
const listeners = new Set<() => void>()

export function openCommand(dialog: CommandDialog | null): void {
  current = dialog
  for (const listener of listeners) listener()
}

export function useOpenCommand(): CommandDialog | null {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
