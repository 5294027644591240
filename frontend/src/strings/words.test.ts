import { extractFromFileWithBabel } from '@lingui/cli/api'
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { languages } from '@/lib/language'

const [page = ''] = Object.values(
  import.meta.glob<string>('../../index.html', { query: '?raw', import: 'default', eager: true }),
)
const sources = import.meta.glob<string>('./en/*.ts', { query: '?raw', import: 'default', eager: true })
const catalogues = import.meta.glob<{ messages: Record<string, CompiledMessage> }>('../messages/*.po')
const translated = Object.keys(languages).filter((language) => language !== 'en')

/** Names, which are the same in every language, and what is for the browser. */
const NO_WORDS = ['LR Inventory', 'Samsung Internet', 'percent']

/** What the macros ask of a configuration. They would find lingui.config.ts, which is loaded where there is Node alone. */
const context = {
  linguiConfig: {
    macro: { corePackage: ['@lingui/core/macro'], jsxPackage: [] },
    runtimeConfigModule: { i18n: ['@/lib/i18n', 'i18n'] },
  },
} as never

const messages: { id: string; message?: string }[] = []

beforeAll(async () => {
  for (const [path, code] of Object.entries(sources)) {
    await extractFromFileWithBabel(path, code, (found) => messages.push(found), context, {
      plugins: ['typescript'],
    })
  }
})

it('has every text of the screens in a macro, or it would stay English', () => {
  const bare = Object.entries(sources).flatMap(([path, code]) => textsOutsideMacros(path, code))
  expect(bare).toEqual([])
})

it('offers the same languages that the page looks for before it is drawn', () => {
  const known = /const languages = \[(.*)\]/.exec(page)?.[1]?.replaceAll("'", '').split(', ')
  expect(known).toEqual(Object.keys(languages))
})

describe.each(translated)('%s', (language) => {
  let words: Record<string, CompiledMessage> = {}
  beforeAll(async () => {
    words = (await catalogues[`../messages/${language}.po`]?.())?.messages ?? {}
  })

  it('has all messages: `npm run extract` adds what is missing to the catalogue', () => {
    expect(messages.filter(({ id }) => !words[id]).map(({ message }) => message)).toEqual([])
  })

  it('has none that is used no more: `npm run extract` takes them out', () => {
    const ids = new Set(messages.map(({ id }) => id))
    expect(Object.keys(words).filter((id) => !ids.has(id))).toEqual([])
  })

  it('keeps the values of each message', () => {
    const different = messages.filter(
      ({ id, message = '' }) => valuesOf(compileMessage(message)) !== valuesOf(words[id] ?? []),
    )
    expect(different.map(({ message }) => message)).toEqual([])
  })
})

/** The names of the values that a message shows, each once. */
function valuesOf(message: CompiledMessage): string {
  const names = new Set<string>()
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return
    for (const token of part) {
      if (!Array.isArray(token)) continue
      names.add(String(token[0]))
      for (const form of Object.values(token[2] ?? {})) visit(form)
    }
  }
  visit(message)
  return [...names].sort().join()
}

function textsOutsideMacros(path: string, code: string): string[] {
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTaggedTemplateExpression(node)) return
    if (ts.isCallExpression(node) && /^(t|plural)$/.test(node.expression.getText())) return
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer)
      return
    }
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
    if (isText && /\p{L}/u.test(node.text) && !NO_WORDS.includes(node.text))
      found.push(`${path}: ${node.text}`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}
