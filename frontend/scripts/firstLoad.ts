import type { Plugin } from 'vite'

interface Piece {
  name: string
  /** The modules whose static imports belong to it. They themselves stay chunks of their own, which others refer to. */
  of: string[]
}

/** Imported by one file that names them all: whose they are is not seen from here. */
const ICONS = /lucide-react/

/**
 * What each page loads first, in one piece instead of forty: every file costs a request and a dictionary of its own. A
 * piece is what its modules import statically, less what an earlier piece has. The rest is split as ever.
 */
export function firstLoad(pieces: Piece[]): { plugin: Plugin; nameOf: (id: string) => string | null } {
  const names = new Map<string, string | null>()
  const plugin: Plugin = {
    name: 'first-load',
    apply: 'build',
    buildEnd() {
      for (const { name, of } of pieces) {
        const roots = [...this.getModuleIds()].filter((id) => of.some((path) => id.endsWith(path)))
        for (const root of roots) names.set(root, null)
        const waiting = roots.flatMap((root) => this.getModuleInfo(root)?.importedIds ?? [])
        for (let id = waiting.pop(); id; id = waiting.pop()) {
          if (names.has(id) || ICONS.test(id)) continue
          names.set(id, name)
          waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []))
        }
      }
    },
  }
  return { plugin, nameOf: (id) => names.get(id) ?? null }
}
