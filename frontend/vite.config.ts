import { fileURLToPath } from 'node:url'
import { lingui } from '@lingui/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { firstLoad } from './scripts/firstLoad.ts'
import { preloadStart } from './scripts/preload.ts'
import { version } from './scripts/version.ts'
import { words } from './scripts/words.ts'

const backend = process.env.VITE_PROXY_TARGET ?? 'http://localhost:8000'

const first = firstLoad([
  // Apart from what follows, whose texts are looked up as it is loaded.
  { name: 'language', of: ['/src/main.tsx'], isRun: true },
  { name: 'start', of: ['/src/app/start.tsx'], isRun: true },
  { name: 'sign-in', of: ['/src/pages/LoginPage.tsx'] },
  { name: 'reads', of: ['/src/app/loaders.ts'] },
  { name: 'inventory', of: ['/src/app/shell/AppShell.tsx', '/src/pages/HomePage.tsx'] },
])
const preload = preloadStart('/src/app/start.tsx', { de: '/src/messages/de.po' }, [
  '/src/app/loaders.ts',
  '/src/app/shell/AppShell.tsx',
  '/src/pages/HomePage.tsx',
])
const { page, worker } = version()
const offline = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'worker',
  filename: 'sw.ts',
  // `src/lib/appUpdate.ts` registers it, and the manifest stands in public/.
  injectRegister: false,
  manifest: false,
  injectManifest: {
    globPatterns: ['*.{html,svg,webmanifest}', 'icons/*', 'assets/*'],
    // The reader of codes needs the server in any case: codes are looked up there.
    // Of the fonts the one that every page needs.
    globIgnores: ['**/*.wasm', '**/inter-latin-ext-*'],
    dontCacheBustURLsMatching: /^assets\//,
    buildPlugins: { vite: [worker] },
  },
})

export default defineConfig({
  plugins: [
    words(),
    lingui({ failOnMissing: true, failOnCompileError: true }),
    react(),
    tailwindcss(),
    first.plugin,
    preload,
    page,
    offline,
  ],
  // The tests' contexts load what they need themselves; Vite would look through the app, without Lingui's macros.
  optimizeDeps: { noDiscovery: Boolean(process.env.VITEST) },
  resolve: {
    alias: [
      // The package leads to its development build alone, which spends time and bytes on warnings.
      { find: /^react-router$/, replacement: ours('./node_modules/react-router/dist/production/index.mjs') },
      {
        find: /^react-router\/dom$/,
        replacement: ours('./node_modules/react-router/dist/production/dom-export.mjs'),
      },
      { find: '@/strings', replacement: ours('./src/strings/en') },
      { find: '@', replacement: ours('./src') },
    ],
  },
  server: {
    port: 5173,
    proxy: {
      '/api': backend,
      '/media': backend,
      '/admin': backend,
      '/static': backend,
      '/ws': { target: backend, ws: true },
    },
  },
  build: {
    target: 'es2022',
    // The server's policy allows scripts from 'self' only, so nothing may be inlined as a data: URL.
    assetsInlineLimit: 0,
    // For scripts/size.mjs.
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      optimization: { inlineConst: { mode: 'all' } },
      output: {
        codeSplitting: {
          groups: [
            // Parts of `start`: several connections bring them sooner than one brings it whole, and each is run in a task
            // of its own (src/main.tsx).
            { name: 'react', test: /node_modules[\\/](react-dom|scheduler)[\\/]/ },
            { name: 'axios', test: /node_modules[\\/]axios[\\/]/ },
            { name: first.nameOf, debugName: 'first load' },
            { name: 'icons', test: /lucide-react[\\/]dist/, minShareCount: 2 },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  test: {
    // One process for many files, each of them in a context of its own: docs/decisions/0033-web-tests-in-vm-contexts.md.
    pool: 'vmForks',
    environment: './src/testing/vmJsdom.ts',
    vmMemoryLimit: '500MB',
    // Most of what a test makes is of no use a moment later.
    execArgv: ['--min-semi-space-size=32', '--max-semi-space-size=64'],
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    // One file instead of one for each of 1,700 icons, which each file of tests would load anew: 2 s of work.
    alias: {
      'lucide-react': 'lucide-react/dist/cjs/lucide-react.js',
      // As browsers have it. Its build for Node cannot be loaded in a context, and is not what the app ships.
      axios: ours('./node_modules/axios/dist/esm/axios.js'),
    },
    // A developer's frontend/.env is not for the tests.
    env: { VITE_API_URL: '', VITE_WS_URL: '' },
    restoreMocks: true,
    // Not one: Vitest would then put all files into one context.
    maxWorkers: 2,
    testTimeout: 90_000,
    // In CI, beside browsers and servers: docs/decisions/0079-a-second-try.md.
    retry: process.env.SECOND_TRY ? 1 : 0,
  },
})

function ours(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
