import type { Plugin, Rolldown } from 'vite'

const ENTRY = '<script type="module"'

/**
 * Lets the page fetch what the signed-in load as soon as it is there, beside the entry and not after it. `pieces` are
 * the modules that the router loads, by the address that they are for; `''` stands for every address.
 */
export function preloadSignedIn(pieces: Record<string, string>, storageKey: string): Plugin {
  return {
    name: 'preload-signed-in',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk: entry }) {
        const known = new Set(entry ? withImports(entry.fileName, bundle) : [])
        const lists = Object.entries(pieces).map(([address, module]) => {
          const files = filesOf(module, bundle).filter((file) => !known.has(file))
          for (const file of files) known.add(file)
          return [address, files.map((file) => `/${file}`)] as const
        })
        // Before the styles: a script waits for those that stand above it.
        return html.replace(ENTRY, () => `<script>${script(lists, storageKey)}</script>\n    ${ENTRY}`)
      },
    },
  }
}

function script(lists: readonly (readonly [string, string[]])[], storageKey: string): string {
  return `
      try {
        if (localStorage.getItem(${JSON.stringify(storageKey)}))
          for (const [address, files] of ${JSON.stringify(lists)})
            if (!address || address === location.pathname)
              for (const href of files)
                document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
      } catch {}
    `
}

function filesOf(module: string, bundle: Rolldown.OutputBundle): string[] {
  const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(module))
  if (!chunk) throw new Error(`The build has no part ${module}: was it renamed?`)
  return withImports(chunk.fileName, bundle)
}

/** A chunk and all that it imports statically. */
function withImports(fileName: string, bundle: Rolldown.OutputBundle): string[] {
  const found = new Set<string>()
  const waiting = [fileName]
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    const file = bundle[name]
    if (found.has(name) || file?.type !== 'chunk') continue
    found.add(name)
    waiting.push(...file.imports)
  }
  return [...found]
}
