import type { Plugin } from 'vite'

interface Piece {
  name: string
  /** The modules that belong to it, with their static imports. */
  of: string[]
  /** These modules begin something when they are run: they stay chunks of their own, run when all of the piece has been. */
  isRun?: boolean
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
      for (const { name, of, isRun } of pieces) {
        const roots = [...this.getModuleIds()].filter((id) => of.some((path) => id.endsWith(path)))
        for (const root of roots) names.set(root, isRun ? null : name)
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
