import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Product } from '@/entities/product/types'
import { api } from '@/lib/api/client'
import { makeProduct } from '@/testing/makers'
import { fillNew, picture, replace, serve } from '@/testing/productForm'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

beforeEach(() => void signInForTest())

const at = (id: string) => ({
  id,
  image: `/media/products/${id}.webp`,
  thumbnail: `/media/products/${id}_t.webp`,
})
const file = (name: string) => new File([name], `${name}.png`, { type: 'image/png' })

/** A product with these pictures, the first of which is its cover. */
function withPictures(ids: string[], version: number): Product {
  const [cover, ...others] = ids.map(at)
  return makeProduct({
    image: cover?.image ?? null,
    thumbnail: cover?.thumbnail ?? null,
    more_pictures: others,
    version,
  })
}

/** Answers as the server does, and keeps what it was asked. */
function servePictures(...ids: string[]) {
  const first = withPictures(ids, 7)
  const { url, answerWrites, sent } = serve([first])
  const asked: string[] = []
  const keys: (string | null)[] = []
  let now = ids
  let version = 7
  let refusals = 0
  function change(next: string[], what: string) {
    asked.push(what)
    now = next
    version += 1
    return HttpResponse.json(withPictures(now, version))
  }
  const pictures = url('products/:id/pictures/')
  server.use(
    http.post(pictures, async ({ request }) => {
      keys.push(request.headers.get('idempotency-key'))
      if (refusals-- > 0) return HttpResponse.error()
      return change([...now, `sent${now.length}`], 'add')
    }),
    http.put(pictures, async ({ request }) => {
      const { order } = (await request.json()) as { order: string[] }
      return change(order, `order ${order.join(' ')}`)
    }),
    http.delete(url('products/:id/pictures/:picture/'), ({ params }) =>
      change(
        now.filter((id) => id !== params.picture),
        `remove ${params.picture}`,
      ),
    ),
  )
  return {
    asked,
    keys,
    sent,
    answerWrites,
    refuse: (times: number) => {
      refusals = times
    },
    refuseOnce: () =>
      server.use(
        http.post(pictures, () => HttpResponse.json({ image: ['This is not a picture.'] }, { status: 400 }), {
          once: true,
        }),
      ),
    created: () => {
      now = ['cover']
      return HttpResponse.json(withPictures(now, version), { status: 201 })
    },
    replaced: () => change(['cover'], 'replace'),
  }
}

const tile = (place: number, total: number) =>
  screen.findByRole('button', { name: `Picture ${place} of ${total}` })

describe('HEIC', () => {
  const heic = new File(['x'], 'IMG_1.HEIC', { type: '' })

  it('can be picked on a desk, where it is converted or refused with advice', async () => {
    servePictures()
    const { user } = renderApp('/products/new')
    await user.upload(await screen.findByLabelText('Choose picture'), heic)
    expect(
      await screen.findByText(/can’t read the HEIC photo IMG_1\.HEIC\. Save it as JPEG first/),
    ).toBeVisible()
  })

  it('is not asked for on a phone, which converts it then', async () => {
    setViewport('phone')
    servePictures()
    renderApp('/products/new')
    const picker = await screen.findByLabelText('Choose picture')
    await waitFor(() => expect(picker).toHaveAttribute('accept', 'image/png'))
  })
})

describe('several pictures', () => {
  it('are added with a new product: the first with it, the others after it', async () => {
    const { asked, keys, answerWrites, created } = servePictures()
    answerWrites(created)
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await user.upload(screen.getByLabelText('Choose picture'), picture)
    await user.upload(await screen.findByLabelText('Add pictures'), [file('b'), file('c')])
    await tile(3, 3)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(asked).toEqual(['add', 'add'])
    expect(new Set(keys).size).toBe(2)
  })

  it('are sent once, though an answer was lost', async () => {
    const { asked, keys, answerWrites, created, refuse } = servePictures()
    answerWrites(created)
    refuse(1)
    const { user, address } = renderApp('/products/new')
    await fillNew(user)
    await user.upload(screen.getByLabelText('Choose picture'), picture)
    await user.upload(await screen.findByLabelText('Add pictures'), [file('b')])
    await tile(2, 2)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    await screen.findByText(/Save again once the server is back/)
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(asked).toEqual(['add'])
    expect(keys).toHaveLength(2)
    expect(keys[1]).toBe(keys[0])
  })

  /** The form of a new product with two pictures, sent. */
  async function addWithTwo() {
    const { user, ...view } = renderApp('/products/new')
    await fillNew(user)
    await user.upload(screen.getByLabelText('Choose picture'), picture)
    await user.upload(await screen.findByLabelText('Add pictures'), [file('b')])
    await tile(2, 2)
    await user.click(screen.getByRole('button', { name: 'Add product' }))
    return { user, ...view }
  }

  it('leave one product, though the second is refused and the name corrected', async () => {
    const { asked, sent, answerWrites, created, refuseOnce } = servePictures()
    answerWrites(created, () => HttpResponse.json(withPictures(['cover'], 8)))
    refuseOnce()
    const { user, address } = await addWithTwo()
    expect(
      await screen.findByText('The product is saved. Picture 2 wasn’t added: This is not a picture.'),
    ).toBeVisible()
    expect(Object.keys(sessionStorage)).toEqual(['lr.draft.3.1'])
    await replace(user, 'Name', 'Desk lamp')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(sent).toEqual([
      { body: null, ifMatch: null },
      { body: { name: 'Desk lamp' }, ifMatch: '"v7"' },
    ])
    expect(asked).toEqual(['add'])
    expect(sessionStorage).toHaveLength(0)
  })

  it('leave the product as it is when the one that was refused is given up', async () => {
    const { asked, sent, answerWrites, created, refuseOnce } = servePictures()
    answerWrites(created)
    refuseOnce()
    const { user, address } = await addWithTwo()
    await screen.findByText(/Picture 2 wasn’t added/)
    await user.click(screen.getByRole('button', { name: 'Remove picture' }))
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/'))
    expect(sent).toHaveLength(1)
    expect(asked).toEqual([])
  })

  describe('stopped at the second', () => {
    /** The product goes to the server; its second picture stays on its way until it is stopped. */
    async function openAtSecond() {
      const { answerWrites, created } = servePictures()
      answerWrites(created)
      const post = api.post.bind(api)
      vi.spyOn(api, 'post').mockImplementation((path, body, config) => {
        if (!path.endsWith('pictures/')) return post(path, body, config)
        config?.onUploadProgress?.({ progress: 0.5 })
        return new Promise((_, reject) => {
          config?.signal?.addEventListener('abort', () => reject(config.signal?.reason))
        })
      })
      const view = await addWithTwo()
      return { ...view, stop: await screen.findByRole('button', { name: 'Cancel upload' }) }
    }

    it('say that the product is saved', async () => {
      const { user, stop } = await openAtSecond()
      await user.click(stop)
      expect(
        await screen.findByText('Stopped. The product is saved, but not all of its pictures are.'),
      ).toBeVisible()
      expect(screen.getByRole('button', { name: 'Save changes' })).toBeEnabled()
    })

    it('say so too when the form is left', async () => {
      const { user, address } = await openAtSecond()
      await user.click(screen.getByRole('link', { name: 'History' }))
      await user.click(await screen.findByRole('button', { name: 'Leave' }))
      expect(await screen.findByText('Lamp is saved, but pictures may be missing.')).toBeVisible()
      await waitFor(() => expect(address()).toBe('/movements'))
      expect(sessionStorage).toHaveLength(0)
    })
  })

  it('are not sent again when a later one of an edit is refused', async () => {
    const { asked, answerWrites, replaced, refuseOnce } = servePictures('a')
    answerWrites(replaced)
    refuseOnce()
    const { user, address } = renderApp('/products/1/edit')
    await user.upload(await screen.findByLabelText('Replace picture'), picture)
    await user.upload(screen.getByLabelText('Add pictures'), [file('b')])
    await tile(2, 2)
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await screen.findByText(/Picture 2 wasn’t added/)
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(asked).toEqual(['replace', 'add'])
  })

  it('are put in order by buttons and keys, and one is removed', async () => {
    const { asked, sent } = servePictures('a', 'b', 'c')
    const { user, address } = renderApp('/products/1/edit')
    await user.click(await tile(3, 3))
    await user.click(screen.getByRole('button', { name: 'Make cover' }))
    expect(within(await tile(1, 3)).getByText('Cover')).toBeVisible()
    fireEvent.keyDown(await tile(2, 3), { key: 'ArrowRight', altKey: true })
    await user.click(await tile(3, 3))
    await user.click(screen.getByRole('button', { name: 'Remove picture' }))
    await tile(2, 2)
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
    // a b c, then c a b, then c b a, then c b
    expect(asked).toEqual(['remove a', 'order c b'])
    expect(sent).toEqual([])
  })

  it('leaves what somebody else has added since', async () => {
    const { asked, sent, answerWrites } = servePictures('a', 'b')
    answerWrites(() => HttpResponse.json(withPictures(['a', 'b', 'theirs'], 8)))
    const { user, address } = renderApp('/products/1/edit')
    await replace(user, 'Name', 'Cable')
    await user.click(await tile(2, 2))
    await user.click(screen.getByRole('button', { name: 'Make cover' }))
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe('/products/1'))
    expect(sent.map(({ body }) => body)).toEqual([{ name: 'Cable' }])
    expect(asked).toEqual(['order b a theirs'])
  })

  it('is unsaved until it is back as it was', async () => {
    servePictures('a', 'b')
    const { user } = renderApp('/products/1/edit')
    const save = await screen.findByRole('button', { name: 'Save changes' })
    expect(save).toBeDisabled()
    await user.click(await tile(2, 2))
    await user.click(screen.getByRole('button', { name: 'Move earlier' }))
    expect(save).toBeEnabled()
    await user.click(screen.getByRole('button', { name: 'Move later' }))
    expect(save).toBeDisabled()
  })
})

describe('the pictures of a product', () => {
  it('are chosen below the large one, and shown at full size', async () => {
    servePictures('a', 'b', 'c')
    const { user } = renderApp('/products/1')
    await user.click(await tile(2, 3))
    expect(await tile(2, 3)).toHaveAttribute('aria-current', 'true')
    await user.click(screen.getByRole('button', { name: 'Enlarge picture 2 of 3' }))
    const viewer = within(await screen.findByRole('dialog', { name: 'USB-C cable' }))
    expect(viewer.getByText('2 of 3')).toBeVisible()
    await user.keyboard('{ArrowRight}')
    expect(viewer.getByText('3 of 3')).toBeVisible()
    await user.click(viewer.getByRole('button', { name: 'Previous picture' }))
    expect(viewer.getByText('2 of 3')).toBeVisible()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
