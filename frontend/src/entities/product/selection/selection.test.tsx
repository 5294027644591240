import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import { createRoot } from 'react-dom/client'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Product } from '@/entities/product/types'
import { fakeApi } from '@/testing/fakeApi'
import { makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'
import { selection } from './store'
import { useSelectionIn } from './useSelection'

const names = ['Anvil', 'Bolt', 'Chain', 'Drill', 'Engine']
const products = names.map((name, index) => makeProduct({ id: index + 1, name, sku: `SKU-${index + 1}` }))

async function open(path = '/') {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const view = renderApp(path)
  await screen.findByText('Live', { selector: 'button *' })
  await screen.findByRole('checkbox', { name: 'Select Anvil' })
  return { ...fake, ...view }
}

const box = (name: string) => screen.getByRole('checkbox', { name: `Select ${name}` })
const bar = () => screen.findByRole('toolbar', { name: 'Selected products' })
const chosen = () => names.filter((name) => (box(name) as HTMLInputElement).checked)

beforeEach(() => void signInForTest())

describe('selecting rows', () => {
  it('counts them in a toolbar, aloud, and ends with Escape', async () => {
    const { user } = await open()
    expect(screen.queryByRole('toolbar')).toBeNull()
    await user.click(box('Bolt'))
    await user.click(box('Drill'))
    const toolbar = within(await bar())
    expect(toolbar.getByText('2 selected')).toBeVisible()
    await waitFor(() => expect(screen.getByRole('log')).toHaveTextContent('2 selected'))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull())
    expect(chosen()).toEqual([])
  })

  it('takes what is shown already when it is pressed in the moment in which rows appear', async () => {
    function List({ rows }: { rows: Product[] }) {
      useSelectionIn({ params: { scope: 'all' }, rows })
      return <p>{rows.length} rows</p>
    }
    const container = document.body.appendChild(document.createElement('div'))
    const root = createRoot(container)
    const pressed = new Promise<number>((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect()
        selection.toggleLoaded()
        resolve(selection.get().count)
      }).observe(container, { childList: true })
    })
    // Without act, which would run the effects at once.
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <List rows={products} />
      </QueryClientProvider>,
    )
    expect(await pressed).toBe(5)
    root.unmount()
    vi.unstubAllGlobals()
  })

  it('takes all between two with Shift, and lets go of them the same way', async () => {
    const { user } = await open()
    await user.click(box('Bolt'))
    await user.keyboard('{Shift>}')
    await user.click(box('Engine'))
    await user.keyboard('{/Shift}')
    expect(chosen()).toEqual(['Bolt', 'Chain', 'Drill', 'Engine'])
    await user.keyboard('{Shift>}')
    await user.click(box('Chain'))
    await user.keyboard('{/Shift}')
    expect(chosen()).toEqual(['Bolt'])
  })

  it('takes what is loaded by the box over the rows, half ticked in between', async () => {
    const { user } = await open()
    const all = screen.getByRole('checkbox', { name: 'Select all loaded products' })
    await user.click(box('Chain'))
    expect(all).toBePartiallyChecked()
    await user.click(all)
    expect(chosen()).toEqual(names)
    expect(all).toBeChecked()
    await user.click(all)
    expect(chosen()).toEqual([])
  })

  it('toggles the row that the keyboard is in with X', async () => {
    const { user } = await open()
    screen.getByRole('row', { name: /Chain/ }).focus()
    await user.keyboard('x')
    await waitFor(() => expect(chosen()).toEqual(['Chain']))
    await user.keyboard('x')
    await waitFor(() => expect(chosen()).toEqual([]))
  })

  it('survives changes made elsewhere, and loses what is deleted', async () => {
    const { user, push } = await open()
    await user.click(box('Bolt'))
    await user.click(box('Chain'))
    push('update', makeProduct({ ...products[1], name: 'Long bolt', version: 8 }))
    await waitFor(() => expect(box('Long bolt')).toBeChecked())
    push('delete', makeProduct(products[2]))
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: 'Select Chain' })).toBeNull())
    expect(await within(await bar()).findByText('1 selected')).toBeVisible()
  })

  it('is reached and walked through with the arrow keys', async () => {
    const { user } = await open()
    await user.click(box('Bolt'))
    const toolbar = within(await bar())
    toolbar.getByRole('button', { name: 'Adjust' }).focus()
    await user.keyboard('{ArrowRight}')
    expect(toolbar.getByRole('button', { name: 'Set category' })).toHaveFocus()
    await user.keyboard('{End}')
    expect(toolbar.getByRole('button', { name: /Clear selection/ })).toHaveFocus()
  })

  it('says why nothing can be done while the page is not live', async () => {
    const { user, hangUp } = await open()
    await user.click(box('Bolt'))
    const toolbar = within(await bar())
    hangUp()
    const remove = toolbar.getByRole('button', { name: 'Delete' })
    await waitFor(() => expect(remove).toHaveAttribute('aria-disabled', 'true'))
    expect(remove).toHaveAccessibleDescription(/Can’t reach the server/)
    await user.click(remove)
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

it('offers all that match when what is loaded is selected, and drops them with the filter', async () => {
  const { handlers, manyMore } = fakeApi(products)
  server.use(manyMore(1234), ...handlers)
  const { user, router } = renderApp('/?category=books')
  await user.click(await screen.findByRole('checkbox', { name: 'Select all loaded products' }))
  await user.click(within(await bar()).getByRole('button', { name: 'Select all 1,234 matches' }))
  const words = 'All 1,234 matches are selected'
  expect(within(await bar()).getByText(words)).toBeVisible()
  await router.navigate('/?category=books&sort=price')
  expect(within(await bar()).getByText(words)).toBeVisible()
  await router.navigate('/?category=home')
  await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull())
})

it('selects on a phone, from the menu of the list', async () => {
  setViewport('phone')
  server.use(...fakeApi(products).handlers)
  const { user } = renderApp('/')
  await user.click(await screen.findByRole('button', { name: 'List options' }))
  await user.click(await screen.findByRole('button', { name: /^Select products/ }))
  expect(await within(await bar()).findByText('Tap products to select them')).toBeVisible()
  await user.click(await screen.findByRole('checkbox', { name: 'Select Chain' }))
  expect(within(await bar()).getByText('1 selected')).toBeVisible()
  await user.click(within(await bar()).getByRole('button', { name: /Clear selection/ }))
  await waitFor(() => expect(screen.queryByRole('checkbox')).toBeNull())
})
