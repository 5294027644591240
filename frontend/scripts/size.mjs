// The JavaScript that a page loads before anybody has pressed anything, gzip, from the manifest of the build.
// Fails over the limits. `--files PAGE` prints the files instead, to be compared with what a browser asks for.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

/** The entry, and the pieces that the router and the page fetch by themselves. What waits for a press is not in the first load. */
const pages = {
  '/login': { limit: 150, parts: ['index.html', 'src/app/start.tsx', 'sign-in'] },
  '/': { limit: 220, parts: ['index.html', 'src/app/start.tsx', 'reads', 'inventory'] },
}

const [option, only] = process.argv.slice(2)
if (option === '--files') console.log(filesOf(pages[only].parts).join('\n'))
else process.exitCode = Object.entries(pages).map(report).includes(false) ? 1 : 0

function report([page, { limit, parts }]) {
  const files = filesOf(parts)
  const scripts = sizesOf(files, '.js')
  const total = sum(scripts)
  const isFine = total <= limit
  console.log(`${page.padEnd(8)}${kb(total)} of ${limit} KB  ${isFine ? 'ok' : 'TOO LARGE'}`)
  for (const [file, size] of scripts.slice(0, 6))
    console.log(`        ${kb(size)}  ${file.replace('assets/', '')}`)
  const rest = scripts.slice(6)
  if (rest.length > 0) console.log(`        ${kb(sum(rest))}  in ${rest.length} smaller ones`)
  console.log(`        ${kb(sum(sizesOf(files, '.css')))}  of styles, not counted`)
  return isFine
}

function filesOf(parts) {
  const chunks = new Set()
  const add = (name) => {
    if (chunks.has(name)) return
    if (!manifest[name]) throw new Error(`The build has no part ${name}: was it renamed?`)
    chunks.add(name)
    manifest[name].imports?.forEach(add)
  }
  for (const part of parts) add(manifest[part] ? part : keyOf(part))
  return [...new Set([...chunks].flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])]))]
}

/** The manifest's key of a piece of vite.config.ts. */
function keyOf(piece) {
  return Object.keys(manifest).find(
    (key) => manifest[key].name === piece && manifest[key].file.endsWith('.js'),
  )
}

/** Of the files that end so, the largest first. */
function sizesOf(files, ending) {
  const sizes = files
    .filter((file) => file.endsWith(ending))
    .map((file) => [file, gzipSync(readFileSync(new URL(file, dist))).length / 1000])
  return sizes.sort((a, b) => b[1] - a[1])
}

function sum(sizes) {
  return sizes.reduce((total, [, size]) => total + size, 0)
}

function kb(size) {
  return `${size.toFixed(1).padStart(6)} KB`
}
