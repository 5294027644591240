import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'
import { ageInWords } from './ConnectionPill'

const cable = makeProduct()
const rope = makeProduct({ id: 2, name: 'Rope', owner: 'ben', created_by: 4 })

beforeEach(() => void signInForTest())

async function open() {
  const fake = fakeApi([cable, rope])
  server.use(...fake.handlers)
  const view = renderApp('/')
  const pill = await screen.findByRole('button', { name: /^Connection: Live/ })
  await screen.findByRole('link', { name: cable.name })
  const openPanel = async () => {
    await view.user.click(pill)
    return within(await screen.findByRole('dialog', { name: 'Live' }))
  }
  return { ...fake, ...view, pill, openPanel }
}

describe.each(['desk', 'phone'] as const)('the panel, on a %s', (size) => {
  beforeEach(() => setViewport(size))

  it('pauses by a switch, says what waits, and lets it happen', async () => {
    const { user, pill, openPanel, push } = await open()
    const panel = await openPanel()
    expect(pill).toHaveTextContent('Live')
    const pause = panel.getByRole('switch', { name: 'Pause live changes' })
    expect(pause).not.toBeChecked()
    await user.click(pause)
    expect(pause).toBeChecked()
    expect(pill).toHaveTextContent('Paused')
    push('update', { ...rope, name: 'Long rope', version: 8 })
    await waitFor(() => expect(pause).toHaveAccessibleDescription('1 change waiting'))
    expect(pill).toHaveTextContent('1 change waiting')
    expect(screen.queryByRole('link', { name: 'Long rope', hidden: true })).toBeNull()
    await user.click(pause)
    expect(await panel.findByRole('link', { name: 'Long rope' })).toBeVisible()
    expect(pill).toHaveTextContent('Live')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(pill).toHaveFocus())
    expect(await screen.findAllByRole('link', { name: 'Long rope' })).not.toHaveLength(0)
  })

  it('lists the last changes, of before and as they come, and opens them', async () => {
    const { user, stock, push, openPanel, address } = await open()
    stock.move(cable.id, -3, { reason: 'sale', actor: 'ben' })
    const panel = await openPanel()
    const changes = () => panel.getAllByRole('listitem').map((item) => item.textContent)
    await waitFor(() => expect(changes().at(-1)).toMatch(/USB-C cable.*−3 sale · ben/))
    push('update', { ...rope, name: 'Long rope', version: 8 })
    await waitFor(() => expect(changes()[0]).toMatch(/Long rope.*Changed · ben/))
    push('create', makeProduct({ id: 3, name: 'Hook' }))
    push('delete', { ...rope, name: 'Long rope', version: 9 })
    await waitFor(() => expect(changes()[0]).toMatch(/Long rope.*Deleted · ben/))
    expect(changes()[1]).toMatch(/Hook.*Added · ben/)
    // A movement that came live is the same as the one that the ledger has.
    expect(changes().filter((words) => words?.includes('USB-C cable'))).toHaveLength(1)
    await user.click(panel.getByRole('link', { name: 'Hook' }))
    await waitFor(() => expect(address()).toBe(size === 'desk' ? '/?product=3' : '/products/3'))
    expect(screen.queryByRole('dialog', { name: 'Live' })).toBeNull()
  })

  it('names who is here and what they edit, without oneself', async () => {
    const { pill, tellHere, openPanel } = await open()
    const panel = await openPanel()
    tellHere(['ana'])
    expect(await panel.findByText('Only you')).toBeVisible()
    tellHere(['ana', 'ben', 'cy'], { [rope.id]: 'ben' })
    await waitFor(() => expect(panel.queryByText('Only you')).toBeNull())
    const [ben, cy, you] = panel.getAllByRole('listitem').slice(0, 3)
    expect(ben).toHaveTextContent('ben')
    expect(within(ben as HTMLElement).getByRole('link', { name: 'editing' })).toHaveAttribute(
      'href',
      size === 'desk' ? '/?product=2' : '/products/2',
    )
    expect(cy).toHaveTextContent('cy')
    expect(you).toHaveTextContent('you')
    expect(pill).toHaveAccessibleName('Connection: Live 2 other people are here')
  })

  it('says what went wrong, and tries again', async () => {
    const { user, stock, openPanel } = await open()
    stock.move(cable.id, 5, { reason: 'receive', actor: 'ben' })
    const broken = http.get('*/api/movements/', () => HttpResponse.error())
    server.use(broken)
    const panel = await openPanel()
    // What the feed has brought is there all the same.
    expect(await panel.findByText(/\+5 received · ben/)).toBeVisible()
    await panel.findByText('Couldn’t load the latest changes')
    server.resetHandlers()
    server.use(...fakeApi([cable]).handlers)
    await user.click(panel.getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(panel.queryByText('Couldn’t load the latest changes')).toBeNull())
  })
})

it('knows nobody until it has been told', async () => {
  const { openPanel, tellHere } = await open()
  const panel = await openPanel()
  expect(panel.queryByText('Here now')).toBeNull()
  tellHere(['ana'])
  expect(await panel.findByText('Only you')).toBeVisible()
})

it('fetches the last changes again when some have no names', async () => {
  const { openPanel, push, pushBulk, stock } = await open()
  const first = stock.move(cable.id, 7, { reason: 'receive', actor: 'ben' })
  const panel = await openPanel()
  push('update', { ...rope, name: 'Long rope', version: 8 })
  await panel.findByText(/Changed · ben/)
  const at = new Date(Date.now() + 1000).toISOString()
  stock.movements.unshift({ ...first, id: 99, delta: 50, created_at: at })
  pushBulk(800)
  expect(await panel.findByText(/\+50 received · ben/)).toBeVisible()
})

describe('a wide screen', () => {
  beforeEach(() => setViewport('wide'))

  it('has a third pane: the place, or the product that is open', async () => {
    const { user, stock } = await open()
    const pane = within(await screen.findByRole('complementary', { name: 'Live' }))
    stock.move(rope.id, 4, { reason: 'receive', actor: 'ben' })
    await user.click(await pane.findByRole('link', { name: 'Rope' }))
    const drawer = await screen.findByRole('dialog', { name: 'Rope' })
    expect(screen.queryByRole('complementary', { name: 'Live' })).toBeNull()
    await user.click(await within(drawer).findByRole('button', { name: /^Close/ }))
    expect(await screen.findByRole('complementary', { name: 'Live' })).toBeVisible()
  })
})

it('leaves an ordinary desk its list', async () => {
  setViewport('desk')
  await open()
  expect(screen.queryByRole('complementary', { name: 'Live' })).toBeNull()
})

it('does not take somebody’s own change for that of another', async () => {
  const { user, stock } = await open()
  stock.move(cable.id, -3, { reason: 'sale', actor: 'ben' })
  expect(await screen.findByTitle('−3 sale · ben')).toBeVisible()
  await user.click(screen.getByRole('button', { name: `Add one ${cable.name}` }))
  await waitFor(() => expect(screen.queryByTitle('−3 sale · ben')).toBeNull())
})

it('marks the row that somebody else edits, not the one that oneself does', async () => {
  const { tellHere } = await open()
  tellHere(['ana', 'ben'], { [rope.id]: 'ben', [cable.id]: 'ana' })
  expect(await screen.findByText('ben is editing')).toBeVisible()
  expect(screen.queryByText(/ana is editing/)).toBeNull()
  tellHere(['ana', 'ben'])
  await waitFor(() => expect(screen.queryByText('ben is editing')).toBeNull())
})

it('shows nobody when the server is away', async () => {
  const { pill, tellHere, hangUp } = await open()
  tellHere(['ana', 'ben'])
  await waitFor(() => expect(pill).toHaveAccessibleName(/1 other person is here/))
  hangUp()
  await waitFor(() => expect(pill).toHaveTextContent('Reconnecting'))
  await waitFor(() => expect(pill).toHaveTextContent(/Not connected/), { timeout: 14_000 })
  expect(pill).not.toHaveAccessibleName(/here/)
}, 20_000)

it('rolls a number the way it went', async () => {
  const { stock } = await open()
  stock.move(cable.id, 2, { actor: 'ben' })
  const number = await screen.findByText(String(cable.quantity + 2), { selector: 'button *' })
  expect(number).toHaveClass('animate-roll-up')
})

it.each([
  [12_000, '12 s'],
  [180_000, '3 min'],
  [7_200_000, '2 h'],
  [345_600_000, '4 d'],
])('gives an age of %i ms as %s', (milliseconds, words) => {
  expect(ageInWords(milliseconds)).toBe(words)
})
