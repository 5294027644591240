import { act, screen, waitFor } from '@testing-library/react'
import { delay, HttpResponse, http } from 'msw'
import { toast } from 'sonner'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COALESCE_MS } from '@/entities/movement/adjustQueue'
import { getQuickReason, setQuickReason } from '@/entities/movement/quickReasons'
import { postAdjustment } from '@/entities/movement/requests'
import { openEditor } from '@/entities/movement/stockEditor'
import { selection } from '@/entities/product/selection/store'
import { api } from '@/lib/api/client'
import { clearTokens, getRefresh, saveTokens } from '@/lib/auth/tokens'
import { fakeApi } from '@/testing/fakeApi'
import { ANA, makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { makePair, signInForTest } from '@/testing/session'

/* One person after another at the same screen: nothing of the first is shown to the second, sent, or undone. */

const BEN = 4
const MUG = { name: 'Mug', category: 'home', price: '5.00' }
const cable = makeProduct()

/** Longer than taps wait for each other before they are sent. */
const TAPS_WAIT_MS = COALESCE_MS + 300

beforeEach(() => void signInForTest())
afterEach(() => server.events.removeAllListeners())

async function open(path = '/') {
  const fake = fakeApi([cable, makeProduct({ id: 2, name: 'HDMI adapter' })], {
    rights: ['stock:adjust_any'],
  })
  const sent: { path: string; token: string | null }[] = []
  server.use(...fake.handlers)
  server.events.on('request:start', ({ request }) => {
    if (request.method !== 'GET') {
      sent.push({ path: new URL(request.url).pathname, token: request.headers.get('authorization') })
    }
  })
  const view = renderApp(path)
  await screen.findByRole('link', { name: 'USB-C cable' })
  return { ...fake, ...view, sent }
}

/** Another person signs in: in this tab's place, as a form or another tab does it. */
async function changePerson(how: 'here' | 'in another tab') {
  const pair = makePair({ userId: BEN })
  await act(async () => {
    if (how === 'here') {
      clearTokens()
      saveTokens(pair)
      return
    }
    localStorage.setItem('lr.tokens', JSON.stringify({ ...pair, skew: 0 }))
    window.dispatchEvent(new StorageEvent('storage', { key: 'lr.tokens' }))
  })
  await screen.findByRole('link', { name: 'USB-C cable' })
  return pair
}

const plus = () => screen.getByRole('button', { name: 'Add one USB-C cable' })

describe.each(['here', 'in another tab'] as const)('when another person signs in %s', (how) => {
  it('what the first was told is gone, and nothing of it can be undone', async () => {
    const { user, sent } = await open()
    await user.click(plus())
    await screen.findByText('USB-C cable +1')
    await changePerson(how)
    await user.keyboard('{Shift}')
    await waitFor(() => expect(screen.queryByText('USB-C cable +1')).toBeNull())
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
    expect(toast.getToasts()).toEqual([])
    expect(sent.filter(({ path }) => path.includes('revert'))).toEqual([])
  })

  it('taps that wait are not sent, by nobody', async () => {
    const { user, sent, stock } = await open()
    await user.click(plus())
    await changePerson(how)
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('pagehide'))
    await delay(TAPS_WAIT_MS)
    expect(stock.sent).toEqual([])
    expect(sent).toEqual([])
  })

  it('an answer that was on its way is told to nobody', async () => {
    const { user, url } = await open()
    let answer: (() => void) | undefined
    server.use(
      http.post(url('products/:id/adjust/'), async () => {
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return HttpResponse.json({ detail: 'Not enough', code: 'insufficient_stock' }, { status: 409 })
      }),
    )
    await user.click(plus())
    await waitFor(() => expect(answer).toBeDefined())
    await changePerson(how)
    answer?.()
    await delay(200)
    expect(toast.getToasts()).toEqual([])
  })

  it('what was selected, opened and chosen is the next one’s no more', async () => {
    const { user } = await open()
    selection.toggle(cable)
    setQuickReason('add', 'return')
    openEditor({ seen: cable, anchor: plus() })
    await screen.findByRole('dialog')
    await changePerson(how)
    expect(selection.get().count).toBe(0)
    expect(getQuickReason('add')).toBe('receive')
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('{Shift}')
  })
})

it('what − and + record stays chosen for the person, and the next one never sees it', async () => {
  await open()
  setQuickReason('add', 'return')
  await changePerson('here')
  expect(getQuickReason('add')).toBe('receive')
  setQuickReason('add', 'correction')
  act(() => clearTokens())
  await screen.findByRole('heading', { name: 'Sign in' })
  // Another tab, or another day.
  sessionStorage.clear()
  act(() => saveTokens(makePair({ userId: ANA.id })))
  await screen.findByRole('link', { name: 'USB-C cable' })
  expect(getQuickReason('add')).toBe('return')
})

describe('a request', () => {
  it.each([
    ['post', () => api.post('products/', MUG)],
    ['patch', () => api.patch('products/1/', { quantity: 1 })],
    ['delete', () => api.delete('products/1/')],
    ['adjustment', () => postAdjustment(1, { delta: 1 }, 'key')],
  ])('(%s) of one person is not sent by the next', async (_, write) => {
    const { sent } = await open()
    // Another tab has signed ben in; this one has not heard of it yet, and still shows ana's page.
    localStorage.setItem('lr.tokens', JSON.stringify({ ...makePair({ userId: BEN }), skew: 0 }))
    await expect(write()).rejects.toMatchObject({ status: 401, code: 'signed_out' })
    expect(sent).toEqual([])
  })

  it('says whose it is, where that is not who the tab shows', async () => {
    await expect(api.post('products/', MUG, { userId: BEN })).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('is not sent once more with the token of another', async () => {
    const { sent, url } = await open()
    server.use(
      http.post(url('products/'), () => {
        localStorage.setItem('lr.tokens', JSON.stringify({ ...makePair({ userId: BEN }), skew: 0 }))
        return HttpResponse.json({ detail: 'Expired', code: 'token_not_valid' }, { status: 401 })
      }),
    )
    void api.post('products/', MUG)
    await waitFor(() => expect(sent).toHaveLength(1))
    await delay(100)
    expect(sent).toHaveLength(1)
  })

  it('that nobody can sign is not sent', async () => {
    const { sent } = await open()
    localStorage.removeItem('lr.tokens')
    await expect(api.delete('products/1/')).rejects.toMatchObject({ code: 'signed_out' })
    expect(sent).toEqual([])
  })
})

describe('logging out', () => {
  it('waits for what was tapped, and then signs out', async () => {
    const { user, sent, url, stock } = await open()
    server.use(http.post(url('token/blacklist/'), () => HttpResponse.json({})))
    await user.click(plus())
    await user.click(screen.getByRole('button', { name: /^Account/ }))
    await user.click(await screen.findByRole('link', { name: 'Sign out' }))
    expect(await screen.findByText('You’ve signed out.')).toBeVisible()
    expect(getRefresh()).toBeNull()
    expect(stock.sent).toHaveLength(1)
    await waitFor(() =>
      expect(sent.map(({ path }) => path)).toEqual(['/api/products/1/adjust/', '/api/token/blacklist/']),
    )
  })

  it('does not wait for ever', async () => {
    const { user, url } = await open()
    server.use(
      http.post(url('token/blacklist/'), () => HttpResponse.json({})),
      http.post(url('products/:id/adjust/'), () => delay('infinite')),
    )
    await user.click(plus())
    await user.click(screen.getByRole('button', { name: /^Account/ }))
    await user.click(await screen.findByRole('link', { name: 'Sign out' }))
    expect(await screen.findByText('You’ve signed out.')).toBeVisible()
  })
})

describe('ana signs out with a tap that waits and an undo on the screen, and bea signs in', () => {
  it('the tap is sent as ana’s, and nothing of hers is shown, sent or undone afterwards', async () => {
    const { user, sent, url, stock } = await open()
    const bea = makePair({ userId: BEN })
    server.use(
      http.post(url('token/'), () => HttpResponse.json(bea)),
      http.post(url('token/blacklist/'), () => HttpResponse.json({})),
    )
    await user.click(plus())
    expect(await screen.findByText('USB-C cable +1')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Add one HDMI adapter' }))
    await user.click(screen.getByRole('button', { name: /^Account/ }))
    await user.click(await screen.findByRole('link', { name: 'Sign out' }))
    expect(await screen.findByText('You’ve signed out.')).toBeVisible()
    expect(stock.sent).toHaveLength(2)
    await waitFor(() => expect(sent.at(-1)?.path).toBe('/api/token/blacklist/'))
    const ofAna = sent.length

    await user.type(screen.getByLabelText('Username'), 'bea')
    await user.type(screen.getByLabelText('Password'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await screen.findByRole('link', { name: 'USB-C cable' })
    await user.keyboard('{Shift}')
    await delay(TAPS_WAIT_MS)
    expect(toast.getToasts()).toEqual([])
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
    expect(sent.slice(ofAna).map(({ path }) => path)).toEqual(['/api/token/'])

    await user.click(plus())
    await waitFor(() => expect(stock.sent).toHaveLength(3))
    expect(sent.at(-1)?.token).toBe(`Bearer ${bea.access}`)
  })
})

describe('the next person', () => {
  it('begins where they want, not where the first one was', async () => {
    const { address } = await open('/?search=usb')
    act(() => clearTokens())
    await screen.findByRole('heading', { name: 'Sign in' })
    act(() => saveTokens(makePair({ userId: BEN })))
    await screen.findByRole('link', { name: 'USB-C cable' })
    expect(address()).toBe('/')
  })

  it('goes on where they were when it is the same one', async () => {
    const { address } = await open('/?search=usb')
    act(() => clearTokens())
    await screen.findByRole('heading', { name: 'Sign in' })
    act(() => saveTokens(makePair({ userId: ANA.id })))
    await screen.findByRole('link', { name: 'USB-C cable' })
    expect(address()).toBe('/?search=usb')
  })

  it('is greeted by no late word to the first', async () => {
    const { user } = await open()
    await user.keyboard('{Shift}')
    await user.click(plus())
    await screen.findByText('USB-C cable +1')
    act(() => clearTokens())
    await screen.findByRole('heading', { name: 'Sign in' })
    toast('Something that was still on its way')
    await changePerson('here')
    await user.keyboard('{Shift}')
    expect(toast.getToasts()).toEqual([])
  })
})
