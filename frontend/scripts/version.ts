import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const FOLDERS = ['../public/', '../worker/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))

/**
 * The version of a build: it changes with whatever the service worker keeps, and with the worker. `page` writes it into a
 * meta element, and `worker` gives it to the worker as `virtual:app-version`; the worker is built after the page.
 */
export function version(): { page: Plugin; worker: Plugin } {
  let current = ''
  return {
    page: {
      name: 'version-of-page',
      apply: 'build',
      generateBundle: {
        order: 'post',
        handler(_options, bundle) {
          const page = bundle['index.html']
          if (page?.type !== 'asset') throw new Error('The build has no index.html.')
          const hash = createHash('sha256').update(Object.keys(bundle).sort().join()).update(page.source)
          for (const path of FOLDERS.flatMap(filesIn)) hash.update(readFileSync(path))
          current = hash.digest('hex').slice(0, 12)
          const meta = `</title>\n    <meta name="version" content="${current}" />`
          page.source = String(page.source).replace('</title>', meta)
        },
      },
    },
    worker: {
      name: 'version-of-worker',
      resolveId: (id) => (id === 'virtual:app-version' ? id : null),
      load: (id) => (id === 'virtual:app-version' ? `export default ${JSON.stringify(current)}` : null),
    },
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .sort()
}
