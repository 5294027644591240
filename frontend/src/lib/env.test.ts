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
    'http://localhost:8000',
    'http://localhost:8000/',
    'http://localhost:8000/api',
    'http://localhost:8000/api/',
  ])('finds the API at %s', (given) => {
    const { apiUrl, wsUrl, mediaOrigin } = readEnv({ VITE_API_URL: given }, page)
    expect(apiUrl).toBe('http://localhost:8000/api')
    expect(wsUrl).toBe('ws://localhost:8000/ws/products/')
    expect(mediaOrigin).toBe('http://localhost:8000')
  })

  it.each([
    ['ws://localhost:8000', 'ws://localhost:8000/ws/products/'],
    ['ws://localhost:8000/', 'ws://localhost:8000/ws/products/'],
    ['ws://localhost:8000/ws/products/', 'ws://localhost:8000/ws/products/'],
    ['ws://localhost:8000/ws/products', 'ws://localhost:8000/ws/products'],
    ['wss://live.stock.example/feed/', 'wss://live.stock.example/feed/'],
  ])('finds the feed at %s', (given, found) => {
    expect(readEnv({ VITE_API_URL: 'http://localhost:8000', VITE_WS_URL: given }, page).wsUrl).toBe(found)
  })

  it('keeps a path of its own', () => {
    expect(readEnv({ VITE_API_URL: 'https://shop.example/stock/api/' }, page).apiUrl).toBe(
      'https://shop.example/stock/api',
    )
    expect(readEnv({ VITE_API_URL: '/stock/api' }, page).apiUrl).toBe('https://stock.example/stock/api')
  })

  it.each([
    [{ VITE_API_URL: 'http://' }, 'VITE_API_URL'],
    [{ VITE_API_URL: 'localhost:8000' }, 'VITE_API_URL'],
    [{ VITE_WS_URL: 'https://stock.example/ws/' }, 'VITE_WS_URL'],
  ])('names the setting that is wrong: %o', (vars, name) => {
    expect(() => readEnv(vars, page)).toThrow(name)
  })
})
