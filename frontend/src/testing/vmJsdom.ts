import { builtinEnvironments, type Environment } from 'vitest/runtime'

/** What browsers and Node have and jsdom has not. The rest Vitest puts there itself. */
const STREAMS = ['ReadableStream', 'WritableStream', 'TransformStream', 'TextDecoderStream'] as const

/** jsdom in a context of its own for each file: docs/decisions/0033-web-tests-in-vm-contexts.md. */
export default {
  ...builtinEnvironments.jsdom,
  name: 'jsdom-with-streams',
  async setupVM(options) {
    const made = await builtinEnvironments.jsdom.setupVM?.(options)
    if (!made) throw new Error('Vitest has no jsdom for contexts any more.')
    const context = made.getVmContext()
    for (const name of STREAMS) context[name] = globalThis[name]
    return made
  },
} satisfies Environment
