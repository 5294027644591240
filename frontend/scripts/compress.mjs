// Writes FILE.br and FILE.gz beside what the build made, for the server to send instead: Brotli over https, gzip elsewhere.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const assets = new URL('../dist/assets/', import.meta.url)
const KINDS = /\.(js|css|svg|wasm)$/
/** Bytes: what fits into one packet anyhow. */
const LEAST = 1400

for (const name of readdirSync(assets)) {
  if (!KINDS.test(name)) continue
  const content = readFileSync(new URL(name, assets))
  if (content.length < LEAST) continue
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  writeFileSync(new URL(`${name}.br`, assets), brotliCompressSync(content, { params }))
  writeFileSync(new URL(`${name}.gz`, assets), gzipSync(content, { level: 9 }))
}
