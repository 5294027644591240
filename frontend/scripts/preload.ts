import type { Plugin, Rolldown } from 'vite'

const MODULE_PRELOADS = /^ *<link rel="modulepreload"[^>]*>\n/gm
const ENTRY = /^ *<script type="module"/m

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
        const first = entry ? withImports(entry.fileName, bundle) : []
        const known = new Set(first)
        const lists = Object.entries(pieces).map(([address, module]) => {
          const files = filesOf(module, bundle).filter((file) => !known.has(file))
          for (const file of files) known.add(file)
          return [address, files.map((file) => `/${file}`)] as const
        })
        // The largest first: it gets the connection that is open already. The script stands before the styles, as it
        // would wait for those above it.
        const links = first
          .sort((a, b) => sizeOf(b, bundle) - sizeOf(a, bundle))
          .map((file) => `    <link rel="modulepreload" crossorigin href="/${file}">\n`)
        return html
          .replace(MODULE_PRELOADS, '')
          .replace(
            ENTRY,
            (tag) => `${links.join('')}    <script>${script(lists, storageKey)}</script>\n${tag}`,
          )
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
  const chunk = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(module),
  )
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

function sizeOf(fileName: string, bundle: Rolldown.OutputBundle): number {
  const file = bundle[fileName]
  return file?.type === 'chunk' ? file.code.length : 0
}
