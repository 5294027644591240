import type { Plugin, Rolldown } from 'vite'

const MODULE_PRELOADS = /^ *<link rel="modulepreload"[^>]*>\n/gm
const STYLES = /^ *<link rel="stylesheet"([^>]*)>\n/m
const ENTRY = /^ *<script type="module"/m

/**
 * Puts the styles behind the frame of index.html, which needs none of them: a browser draws nothing before the styles
 * above it have come. They are asked for as early as before, and the app still waits for them.
 *
 * Lets the page fetch, beside the entry, what the entry imports when it has the words: `start`, and the catalogue of the
 * page's language. `catalogues` names those of all languages but English. Who is signed in gets Home's modules (`home`)
 * with them, if that is the page: asked for by the router, they would come a round trip later.
 */
export function preloadStart(start: string, catalogues: Record<string, string>, home: string[]): Plugin {
  return {
    name: 'preload-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk: entry }) {
        const largestFirst = (a: string, b: string) => sizeOf(b, bundle) - sizeOf(a, bundle)
        const first = [...new Set([...withImports(entry?.fileName ?? '', bundle), ...filesOf(start, bundle)])]
        const words = Object.entries(catalogues).map(([language, module]) => {
          const files = filesOf(module, bundle).filter((file) => !first.includes(file))
          return [language, files.map((file) => `/${file}`)] as const
        })
        const parts = [...new Set(home.flatMap((module) => filesOf(module, bundle)))]
          .filter((file) => !first.includes(file))
          .sort(largestFirst)
          .map((file) => `/${file}`)
        // The largest first: it gets the connection that is open already. The script stands before the styles, as it
        // would wait for those above it.
        const links = first
          .sort(largestFirst)
          .map((file) => `    <link rel="modulepreload" crossorigin href="/${file}">\n`)
        const [styles = '', address = ''] = STYLES.exec(html) ?? []
        return html
          .replace(MODULE_PRELOADS, '')
          .replace(styles, `    <link rel="preload" as="style"${address}>\n`)
          .replace('  </body>', `${styles}  </body>`)
          .replace(ENTRY, (tag) => `${links.join('')}    <script>${script(words, parts)}</script>\n${tag}`)
      },
    },
  }
}

function script(words: readonly (readonly [string, string[]])[], home: string[]): string {
  return `
      {
        const { lang, dataset } = document.documentElement
        const files = new Map(${JSON.stringify(words)}).get(lang) ?? []
        if (dataset.frame === 'app' && location.pathname === '/') files.push(...${JSON.stringify(home)})
        for (const href of files)
          document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
      }
    `
}

function filesOf(module: string, bundle: Rolldown.OutputBundle): string[] {
  const chunk = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(module)),
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
