import { describe, expect, it } from 'vitest'
import cases from '@/../../tests/cases/search.json'
import { findsText } from '@/testing/serverRules'
import { fold, searchVerdict } from './search'

const isPlain = (text: string) => /^[ -~]*$/.test(text)

describe('what the browser says of a search', () => {
  it.each(cases)('never contradicts the server: $text / $query', ({ text, query, matches }) => {
    expect(searchVerdict([text], query)).not.toBe(matches ? 'no' : 'yes')
  })

  it.each(cases.filter(({ text, query }) => isPlain(text + query)))(
    'is certain where both are plain: $text / $query',
    ({ text, query, matches }) => {
      expect(searchVerdict([text], query)).toBe(matches ? 'yes' : 'no')
    },
  )

  it('takes each word from any field', () => {
    expect(searchVerdict(['Oak Table abc', 'FURN-1', null], 'furn  OAK')).toBe('yes')
    expect(searchVerdict(['Oak Table abc', 'FURN-1', null], 'oak chair')).toBe('no')
  })

  it('is sure of a plain word among others, and of one that is not there whatever the others are', () => {
    expect(searchVerdict(['Öko Lampe'], 'lampe')).toBe('yes')
    expect(searchVerdict(['Öko Lampe'], 'tisch')).toBe('maybe')
    expect(searchVerdict(['Lampe'], 'öko tisch')).toBe('no')
    expect(searchVerdict(['Lampe'], 'öko lampe')).toBe('maybe')
  })
})

it.each(cases)('the fake API finds what the server finds: $text / $query', ({ text, query, matches }) => {
  expect(findsText([text], query)).toBe(matches)
})

it('what the browser alone searches is found without case and accents', () => {
  expect(fold('Crème BRÛLÉE')).toBe('creme brulee')
})
