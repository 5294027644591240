import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

const WAIT_MS = 2000

/**
 * Fetches a part of the app that is not in the first load. While the server is away it waits and tries again, so that
 * a press of a button during an outage does not take the page down. When the server answers and the part is still
 * not to be had, the app was replaced by another version: that is thrown, and the page says to reload.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load()
    } catch {
      if (await isServerThere()) return load()
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
  }
}

/** A component whose code is fetched when it is first shown. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await loadPart(load) }))
}

async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}
