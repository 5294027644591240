import { describe, expect, it } from 'vitest'
import { readEnv } from './env'

const page = { href: 'https://stock.example/products/1?search=x' }

describe('readEnv', () => {
  it('takes everything from the address of the page when nothing is set', () => {
    expect(readEnv({}, page)).toEqual({
      apiUrl: 'https://stock.example/api',
      wsUrl: 'wss://stock.example/ws/products/',
      mediaOrigin: 'https://stock.example',
    })
  })

  it('expects the feed and the pictures where the API is', () => {
    expect(readEnv({ VITE_API_URL: 'http://10.0.0.5:8000/api/' }, page)).toEqual({
      apiUrl: 'http://10.0.0.5:8000/api',
      wsUrl: 'ws://10.0.0.5:8000/ws/products/',
      mediaOrigin: 'http://10.0.0.5:8000',
    })
  })

  it.each([
    [{ VITE_API_URL: 'http://' }, 'VITE_API_URL'],
    [{ VITE_WS_URL: 'https://stock.example/ws/' }, 'VITE_WS_URL'],
  ])('names the setting that is wrong: %o', (vars, name) => {
    expect(() => readEnv(vars, page)).toThrow(name)
  })
})
