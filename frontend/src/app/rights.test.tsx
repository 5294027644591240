import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeApi } from '@/testing/fakeApi'
import { ANA, makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const cable = makeProduct()
const ASK = 'You can look. Ask root for access.'

beforeEach(() => void signInForTest())

/** As somebody who may do this; an operator unless said otherwise. */
function open(path: string, rights?: string[]) {
  const fake = fakeApi([cable, makeProduct({ id: 2, name: 'Rope', owner: 'ben', created_by: 4 })])
  server.use(...fake.handlers)
  if (rights) fake.setRole(rights.length > 0 ? 'manager' : 'viewer', rights)
  return { ...fake, ...renderApp(path) }
}

describe.each(['desk', 'phone'] as const)('a viewer, on a %s', (size) => {
  beforeEach(() => setViewport(size))

  it('is told whom to ask in place of the buttons of the list', async () => {
    const { user } = open('/', [])
    expect(await screen.findByText(ASK)).toBeVisible()
    await screen.findByRole('link', { name: cable.name })
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByRole('link', { name: /^Add/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /on hand, change/ })).toBeNull()
    await user.keyboard('n')
    expect(screen.queryByRole('heading', { name: 'Add product' })).toBeNull()
  })

  it('is told so in place of a product’s buttons and of the forms', async () => {
    const { router } = open('/products/1', [])
    expect(await screen.findByText(ASK)).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull()
    expect(screen.queryByRole('button', { name: /^Add one/ })).toBeNull()
    await router.navigate('/products/new')
    expect(await screen.findByRole('heading', { name: 'You can’t add products' })).toBeVisible()
    await router.navigate('/products/1/edit')
    expect(await screen.findByRole('heading', { name: 'You can’t change products' })).toBeVisible()
    expect(screen.queryByLabelText('Name')).toBeNull()
  })
})

it.each(['desk', 'phone'] as const)('leads only staff to the admin pages, on a %s', async (size) => {
  setViewport(size)
  for (const isStaff of [true, false]) {
    const { user, unmount } = open('/')
    server.use(http.get('*/api/account/', () => HttpResponse.json({ ...ANA, is_staff: isStaff })))
    await user.click(await screen.findByRole('button', { name: size === 'desk' ? 'Account of ana' : 'More' }))
    await screen.findByRole('link', { name: 'Sign out' })
    const link = screen.queryByRole('link', { name: 'Admin pages' })
    expect(link?.getAttribute('href') ?? null).toBe(isStaff ? 'http://localhost:3000/admin/' : null)
    unmount()
  }
})

it('tells an operator whose a product is', async () => {
  open('/products/2')
  expect(await screen.findByText('ben owns this product. To change it, ask them or root.')).toBeVisible()
})

it('offers a manager every product', async () => {
  open('/products/2', [...ANA.rights, 'product:edit_any', 'stock:adjust_any'])
  expect(await screen.findByRole('link', { name: 'Edit' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Add one Rope' })).toBeVisible()
})

it('lets buttons come and go as the server says, and a selection goes with them', async () => {
  const { setRole, user } = open('/')
  await screen.findByText('Live', { selector: 'button *' })
  await user.click(await screen.findByRole('checkbox', { name: `Select ${cable.name}` }))
  expect(await screen.findByRole('toolbar', { name: 'Selected products' })).toBeVisible()
  setRole('viewer', [])
  expect(await screen.findByText(ASK)).toBeVisible()
  await waitFor(() => expect(screen.queryByRole('toolbar', { name: 'Selected products' })).toBeNull())
  expect(screen.queryByRole('checkbox')).toBeNull()
  setRole('operator', ANA.rights)
  expect(await screen.findByRole('checkbox', { name: `Select ${cable.name}` })).not.toBeChecked()
  expect(screen.queryByText(ASK)).toBeNull()
})
