import { type PluginObj, types as t, transformAsync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

const WORDS = /\/src\/strings\/[^?]+\.ts$/

/**
 * Runs Lingui's macros over the words of the screens, and compiles each English message where it stands: English needs no
 * catalogue, and a message that nobody shows is left out of the build.
 */
export function words(): Plugin {
  return {
    name: 'words',
    enforce: 'pre',
    async transform(code, id) {
      if (!WORDS.test(id) || !code.includes('@lingui/core/macro')) return null
      const result = await transformAsync(code, {
        filename: id,
        configFile: false,
        babelrc: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript'] },
        plugins: [[macros, { stripMessageField: false }], compiled],
      })
      return { code: result?.code ?? code, map: result?.map ?? null }
    },
  }
}

function compiled(): PluginObj {
  return {
    visitor: {
      Program: {
        exit: (program) =>
          program.traverse({
            CallExpression({ node }) {
              const [message] = node.arguments
              if (!isLookUp(node.callee) || !t.isObjectExpression(message)) return
              for (const property of message.properties) {
                if (t.isObjectProperty(property) && t.isIdentifier(property.key, { name: 'message' }))
                  if (t.isStringLiteral(property.value))
                    property.value = t.valueToNode(tokensOf(property.value.value))
              }
              t.addComment(node, 'leading', '#__PURE__')
            },
          }),
      },
    },
  }
}

/** Without what JSON leaves out: an undefined offset of a plural. */
function tokensOf(message: string): unknown {
  return JSON.parse(JSON.stringify([compileMessage(message)].flat()))
}

/** `i18n._` */
function isLookUp(callee: t.Node): boolean {
  return t.isMemberExpression(callee) && t.isIdentifier(callee.property, { name: '_' })
}
