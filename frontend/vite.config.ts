import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { appShell } from './scripts/appShell.ts'
import { firstLoad } from './scripts/firstLoad.ts'
import { preloadSignedIn } from './scripts/preload.ts'

const backend = process.env.VITE_PROXY_TARGET ?? 'http://localhost:8000'

const first = firstLoad([
  { name: 'start', of: ['/src/main.tsx'] },
  { name: 'sign-in', of: ['/src/pages/LoginPage.tsx'] },
  { name: 'inventory', of: ['/src/app/shell/AppShell.tsx', '/src/pages/HomePage.tsx'] },
])
// Under the name by which src/lib/auth/tokens.ts keeps a session.
const preload = preloadSignedIn(
  { '': '/src/app/shell/AppShell.tsx', '/': '/src/pages/HomePage.tsx' },
  'lr.tokens',
)

export default defineConfig({
  plugins: [react(), tailwindcss(), first.plugin, preload, appShell()],
  resolve: {
    alias: {
      // A build in another language points this at its folder.
      '@/strings': fileURLToPath(new URL('./src/strings/en', import.meta.url)),
      '@': fileURLToPath(new URL('./src', import.meta.url)),
    },
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
    // A page takes along the words that it shows, not all those of the files that they stand in.
    rolldownOptions: {
      optimization: { inlineConst: { mode: 'all' } },
      output: {
        codeSplitting: {
          groups: [
            { name: first.nameOf, debugName: 'first load' },
            { name: 'icons', test: /lucide-react[\\/]dist/, minShareCount: 2 },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    // A developer's frontend/.env is not for the tests.
    env: { VITE_API_URL: '', VITE_WS_URL: '' },
    restoreMocks: true,
    maxWorkers: 2,
    testTimeout: 90_000,
  },
})
