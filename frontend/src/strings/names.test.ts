import { expect, it } from 'vitest'

const sources = import.meta.glob<string>('./en/*.ts', { query: '?raw', import: 'default', eager: true })

/** What people give names to, where it becomes part of a sentence. */
const BARE = /\$\{(name|product|owner|actor|who|person|username|code|query)\}/g
/** The name of a status or of a field is ours; that of a copy is what will be stored. */
const OURS = ['./en/filterPanels.ts: name', './en/productForm.ts: name']

it('keeps the direction of every name to itself', () => {
  const bare = Object.entries(sources).flatMap(([path, code]) =>
    [...code.matchAll(BARE)].map(([, name]) => `${path}: ${name}`),
  )
  expect(bare).toEqual(OURS)
})
