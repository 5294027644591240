import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useListSettings } from './listSettings'

it('forgets a column that this version does not have', () => {
  localStorage.setItem(
    'lr.list.null',
    JSON.stringify({ columns: ['sku', 'colour', 'constructor'], density: 'dense' }),
  )
  localStorage.setItem(
    'lr.list',
    JSON.stringify({ columns: ['sku', 'colour', 'constructor'], density: 'dense' }),
  )
  const { result } = renderHook(() => useListSettings())
  expect(result.current[0]).toEqual({ columns: ['sku'], density: 'comfortable' })
})
