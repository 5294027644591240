import ts from 'typescript'
import { expect, it } from 'vitest'

const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.test.*', '!../testing/**', '!../**/*.d.ts', '!./**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)

/** Attributes and properties whose text people read or hear. (Text between tags is Biome's to find.) */
const READ = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'title',
  'placeholder',
  'label',
  'hint',
]
const ALSO_READ = ['heading', 'legend', 'caption', 'description', 'lead', 'tooltip', 'message']
const names = new Set([...READ, ...ALSO_READ])
/** Functions that show the text they are called with. */
const SHOWS = /^(useTitle|toast(\.\w+)?|(.+\.)?set\w*(Problem|Error|Message|Summary|Said))$/
/** For whoever reads the code or its log. */
const FOR_DEVELOPERS = /^(\w*Error|Stopped)$/

/** Words of the screens that stand outside `src/strings`: file, line and text. */
function strayWords(): string[] {
  return Object.entries(sources).flatMap(([path, code]) => {
    const file = path.replace('../', '')
    const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
    return [...shownIn(tree), ...sentencesIn(tree)].map(
      (node) => `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.text}`,
    )
  })
}

type Text = ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail

function shownIn(tree: ts.SourceFile): Text[] {
  const found: Text[] = []
  /** Between tags a single word is one that is read. */
  const between: Text[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxAttribute(node) && names.has(node.name.getText()) && node.initializer) {
      found.push(...textsOf(node.initializer))
    } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      between.push(...textsOf(node))
    } else if (ts.isPropertyAssignment(node) && names.has(node.name.getText().replace(/['"]/g, ''))) {
      found.push(...textsOf(node.initializer))
    } else if (ts.isCallExpression(node) && SHOWS.test(node.expression.getText()) && node.arguments[0]) {
      found.push(...textsOf(node.arguments[0]))
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return [
    ...found.filter(({ text }) => isWords(text)),
    ...between.filter(({ text }) => /\p{L}{2}/u.test(text)),
  ]
}

/** Whole sentences, wherever they stand: what is kept in a variable is shown later. */
function sentencesIn(tree: ts.SourceFile): Text[] {
  const found: Text[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && FOR_DEVELOPERS.test(node.expression.getText())) return
    if (
      (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) &&
      /^\p{Lu}\p{Ll}* \p{L}.*/u.test(node.text)
    ) {
      found.push(node)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** The texts that an expression may come to, not those that it computes with. */
function textsOf(node: ts.Node): Text[] {
  if (ts.isStringLiteralLike(node)) return [node]
  if (ts.isTemplateExpression(node)) return [node.head, ...node.templateSpans.map((span) => span.literal)]
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)]
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    return node.expression ? textsOf(node.expression) : []
  }
  if (ts.isBinaryExpression(node) && COMES_TO[node.operatorToken.kind]) {
    const isCondition = COMES_TO[node.operatorToken.kind] === 'right'
    return [...(isCondition ? [] : textsOf(node.left)), ...textsOf(node.right)]
  }
  return []
}

/** Which sides of an operator a text may come from. */
const COMES_TO: { [Kind in ts.SyntaxKind]?: 'both' | 'right' } = {
  [ts.SyntaxKind.PlusToken]: 'both',
  [ts.SyntaxKind.BarBarToken]: 'both',
  [ts.SyntaxKind.QuestionQuestionToken]: 'both',
  [ts.SyntaxKind.AmpersandAmpersandToken]: 'right',
}

/** Not a name in code, a mark or a number. */
function isWords(text: string): boolean {
  return /[A-Z][a-z]|[a-z]{2,} /.test(text)
}

it('shows no words but those in src/strings', () => {
  expect(strayWords()).toEqual([])
})
