import { expect, it } from 'vitest'
import { storedSetup } from './design'

it.each([
  ['of another version', { design: { media: 'L7160' } }, 'L7160'],
  ['with a field that is gone', { design: { media: 'roll', lines: [{ field: 'colour' }] } }, 'L7160'],
  ['that is none', 'nothing', 'L7160'],
])('makes do with a setup %s', (_, kept, media) => {
  localStorage.setItem('lr.labels', JSON.stringify(kept))
  const { design } = storedSetup.get()
  expect(design).toMatchObject({ media, layout: 'left', code: 'qr' })
  expect(design.lines.length).toBeGreaterThan(0)
})
