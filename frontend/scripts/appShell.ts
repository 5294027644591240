import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const worker = fileURLToPath(new URL('./serviceWorker.js', import.meta.url))
const publicFolder = fileURLToPath(new URL('../public', import.meta.url))
/** Needs the server in any case: codes are looked up there. */
const LEFT_OUT = /\.wasm$/

/**
 * Writes sw.js beside the built app: the service worker, with the names of all that the app consists of. The page and the
 * worker of one build have the same version.
 */
export function appShell(): Plugin {
  return {
    name: 'app-shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !LEFT_OUT.test(name))
        const shared = readdirSync(publicFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
          entry.isFile(),
        )
        const sharedPaths = shared.map(({ parentPath, name }) => `${parentPath}/${name}`)
        const hash = createHash('sha256').update(readFileSync(worker)).update(built.sort().join())
        for (const path of sharedPaths.sort()) hash.update(readFileSync(path))
        const page = bundle['index.html']
        if (page?.type !== 'asset') throw new Error('The build has no index.html.')
        const version = hash.update(page.source).digest('hex').slice(0, 12)
        page.source = String(page.source).replace(
          '</title>',
          `</title>\n    <meta name="version" content="${version}" />`,
        )
        const files = [...built, ...sharedPaths.map((path) => path.slice(publicFolder.length + 1))]
        const value = { version, files: files.map((name) => `/${name}`) }
        const source = readFileSync(worker, 'utf8').replace(
          '= self.BUILT',
          () => `= ${JSON.stringify(value)}`,
        )
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
