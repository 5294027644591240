import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'
import { makeDetector } from './detector'

vi.mock('./detector', () => ({ makeDetector: vi.fn() }))

const CODE = '4006381333931'
const cable = makeProduct({ barcode: CODE })
const track = { stop: vi.fn(), getCapabilities: () => ({}) }

beforeEach(() => {
  signInForTest()
  vi.mocked(makeDetector).mockResolvedValue({ detect: async () => [{ rawValue: CODE }] })
  track.stop.mockClear()
  const stream = { getTracks: () => [track], getVideoTracks: () => [track] }
  vi.stubGlobal('navigator', Object.assign(navigator, { mediaDevices: { getUserMedia: async () => stream } }))
  HTMLMediaElement.prototype.play = vi.fn().mockResolvedValue(undefined)
  Object.defineProperty(HTMLMediaElement.prototype, 'readyState', { configurable: true, value: 4 })
})

async function openCamera(products = [cable], answers?: (() => void)[]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  if (answers) holdAnswers(fake.url, answers)
  const view = renderApp('/')
  await screen.findByRole('link', { name: 'USB-C cable' })
  await view.user.click(screen.getByRole('button', { name: 'Scan a barcode' }))
  return { ...fake, ...view, dialog: await screen.findByRole('dialog', { name: 'Scan a barcode' }) }
}

/** The look-up of a code waits until it is answered. */
function holdAnswers(url: (path: string) => string, answers: (() => void)[]) {
  const wait = http.get(url('products/'), async ({ request }) => {
    if (!new URL(request.url).searchParams.has('code')) return
    await new Promise<void>((resolve) => answers.push(resolve))
    return HttpResponse.json([cable])
  })
  server.use(wait)
}

describe('the camera', () => {
  it('opens the product that it sees', async () => {
    const { address } = await openCamera()
    await waitFor(() => expect(address()).toBe('/?product=1'))
    expect(screen.queryByRole('dialog', { name: 'Scan a barcode' })).toBeNull()
    expect(track.stop).toHaveBeenCalled()
  })

  it('goes off when codes cannot be read', async () => {
    vi.mocked(makeDetector).mockRejectedValue(new Error('Not to be had'))
    const { dialog } = await openCamera()
    expect(await within(dialog).findByText('Can’t read codes here')).toBeVisible()
    expect(track.stop).toHaveBeenCalled()
  })

  it('opens nothing after its dialog was closed', async () => {
    const answers: (() => void)[] = []
    const { address, user } = await openCamera([cable], answers)
    await waitFor(() => expect(answers).toHaveLength(1))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    answers[0]?.()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(address()).toBe('/')
  })

  it('asks which of several products is meant', async () => {
    await openCamera([cable, makeProduct({ id: 2, name: 'Cable, long', barcode: CODE })])
    expect(
      await screen.findByRole('alertdialog', { name: `Several products have the code ${CODE}` }),
    ).toBeVisible()
  })
})

describe('the camera of the barcode field', () => {
  it('puts the code that it sees into the field, and looks nothing up', async () => {
    setViewport('phone')
    const fake = fakeApi([cable])
    server.use(...fake.handlers)
    const { user, address } = renderApp('/products/new')
    await user.click(await screen.findByRole('button', { name: 'Scan with the camera' }))
    await waitFor(() => expect(screen.getByLabelText(/Barcode/)).toHaveValue(CODE))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(track.stop).toHaveBeenCalled()
    expect(address()).toBe('/products/new')
    expect(fake.requests.some(({ query }) => query.has('code'))).toBe(false)
  })
})
