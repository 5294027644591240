import ts from 'typescript'
import { expect, it } from 'vitest'

const sources = import.meta.glob<string>(['../**/*.tsx', '!../**/*.test.*', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Calls that give a text that can become another while it is on the screen. */
const SPEAKS =
  /^(\w*[tT]ext\.\w+|format\w*|money|exact|figure|movementWords|actorName|reasonLabel|reasonWord)$/

/**
 * What translates a page in the browser replaces texts by elements of its own. React then goes on changing the text
 * that is no longer there, and fails where it has to take one away. Only where a text is all that an element has does
 * React write it anew.
 */
function sharedTexts(): string[] {
  return Object.entries(sources).flatMap(([path, code]) => {
    const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
    const found: string[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
        const children = node.children.filter((child) => !isNothing(child))
        const texts = children.filter((child) => ts.isJsxExpression(child) && speaks(child.expression))
        if (children.length > 1)
          found.push(...texts.map((child) => `${path.replace('../', '')}: ${child.getText()}`))
      }
      ts.forEachChild(node, visit)
    }
    visit(tree)
    return found
  })
}

function isNothing(child: ts.JsxChild): boolean {
  return ts.isJsxText(child)
    ? child.containsOnlyTriviaWhiteSpaces
    : ts.isJsxExpression(child) && !child.expression
}

function speaks(expression: ts.Expression | undefined): boolean {
  if (!expression) return false
  if (ts.isParenthesizedExpression(expression)) return speaks(expression.expression)
  if (ts.isTemplateExpression(expression)) return true
  if (ts.isCallExpression(expression)) return SPEAKS.test(expression.expression.getText())
  if (ts.isConditionalExpression(expression)) {
    return isText(expression.whenTrue) || isText(expression.whenFalse)
  }
  return ts.isBinaryExpression(expression) && isText(expression.right)
}

function isText(expression: ts.Expression): boolean {
  const isName =
    ts.isPropertyAccessExpression(expression) && /^\w*[tT]ext$/.test(expression.expression.getText())
  return isName || ts.isStringLiteralLike(expression) || speaks(expression)
}

it('gives every text that changes an element to itself', () => {
  expect(sharedTexts()).toEqual([])
})
