import { expect, it, vi } from 'vitest'

const words = {
  byCode: { last_admin: 'Das ist der letzte Admin.' },
  byFieldCode: {
    taken: 'Schon vergeben.',
    password_too_short: 'Zu kurz.',
    invalid: 'Ungültig.',
    'email.invalid': 'Keine Adresse.',
  },
}

async function errors(given: typeof words | null) {
  vi.resetModules()
  const module = await import('./errors')
  if (given) module.explainErrorsBy(given)
  return module
}

it('says why in the language of the page, by the code', async () => {
  const { answerError } = await errors(words)
  const answer = { code: 'last_admin', detail: 'This is the last active admin.' }
  expect(answerError(409, null, answer).message).toBe('Das ist der letzte Admin.')
})

it('shows what the server says where a code is not known, and in English', async () => {
  const answer = { code: 'brand_new', detail: 'Not on Sundays.' }
  expect((await errors(words)).answerError(409, null, answer).message).toBe('Not on Sundays.')
  const known = { code: 'last_admin', detail: 'This is the last active admin.' }
  expect((await errors(null)).answerError(409, null, known).message).toBe('This is the last active admin.')
})

it('translates each refusal of a field that has a code', async () => {
  const { answerError } = await errors(words)
  const body = { sku: ['This SKU is already in use.'], password: ['Too short.', 'Too odd.'], note: ['No.'] }
  const codes = 'sku=taken, password=password_too_short+password_too_odd'
  expect(answerError(400, null, body, codes).fields).toEqual({
    sku: ['Schon vergeben.'],
    password: ['Zu kurz.', 'Too odd.'],
    note: ['No.'],
  })
})

it('says more where the words of a code depend on the field', async () => {
  const { answerError } = await errors(words)
  const body = { email: ['Enter a valid email address.'], price: ['Must be a number.'] }
  expect(answerError(400, null, body, 'email=invalid, price=invalid').fields).toEqual({
    email: ['Keine Adresse.'],
    price: ['Ungültig.'],
  })
})
