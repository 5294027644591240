import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { type OpenEditor, openEditor } from '@/entities/movement/stockEditor'
import { TypingAhead, takeTypedAhead } from '@/features/stock-adjust/TypingAhead'
import { announcer } from '@/lib/announcer'
import { fakeApi } from '@/testing/fakeApi'
import { ANA, makeProduct } from '@/testing/makers'
import { renderApp } from '@/testing/renderApp'
import { server } from '@/testing/server'
import { signInForTest } from '@/testing/session'
import { setViewport } from '@/testing/viewport'

const cable = makeProduct()

beforeEach(() => void signInForTest())

/** The number of the cable, pressed in the list. */
async function press(product = cable) {
  const fake = fakeApi([product])
  server.use(...fake.handlers)
  const view = renderApp('/')
  await screen.findByText('Live', { selector: 'button *' })
  await view.user.click(await screen.findByRole('button', { name: /on hand, change USB-C cable/ }))
  const dialog = await screen.findByRole('dialog')
  return { ...fake, ...view, dialog, editor: within(dialog) }
}

/** All that the editor can say. */
async function open(product = cable) {
  const view = await press(product)
  await view.user.click(view.editor.getByRole('button', { name: 'More…' }))
  return view
}

type View = Awaited<ReturnType<typeof open>>

async function setTo({ user, editor }: Pick<View, 'user' | 'editor'>, number: string) {
  await user.click(editor.getByRole('radio', { name: 'Set to' }))
  await user.clear(editor.getByLabelText('Number on hand'))
  await user.type(editor.getByLabelText('Number on hand'), number)
  await user.click(editor.getByRole('button', { name: `Set to ${number}` }))
}

describe('the stock editor', () => {
  it('shows what comes of it, and records the number, the reason and the note', async () => {
    const { user, editor, stock } = await open()
    await user.click(editor.getByRole('radio', { name: 'Remove' }))
    expect(editor.getByRole('radio', { name: 'Sale' })).toBeChecked()
    await user.type(editor.getByLabelText('How many'), '3')
    expect(editor.getByText('39')).toBeVisible()
    await user.click(editor.getByRole('radio', { name: 'Damage' }))
    await user.type(editor.getByLabelText(/Note/), 'Dropped')
    await user.click(editor.getByRole('button', { name: 'Remove 3' }))
    await screen.findByText('USB-C cable −3')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(stock.sent[0]?.body).toEqual({ delta: -3, reason: 'damage', note: 'Dropped' })
    const number = await screen.findByRole('button', { name: '39 on hand, change USB-C cable' })
    await waitFor(() => expect(number).toHaveFocus())
  })

  it('refuses what cannot be, before asking the server', async () => {
    const { user, editor, stock } = await open()
    await user.click(editor.getByRole('radio', { name: 'Remove' }))
    await user.clear(editor.getByLabelText('How many'))
    await user.click(editor.getByRole('button', { name: 'Remove' }))
    expect(editor.getByText('Enter a whole number.')).toBeVisible()
    await user.type(editor.getByLabelText('How many'), '43')
    await user.keyboard('{Enter}')
    expect(editor.getByText('Only 42 on hand.')).toBeVisible()
    expect(stock.sent).toEqual([])
  })

  it.each([
    ['Add', 'How many', '1.5', 'Enter a whole number, without decimals.'],
    ['Add', 'How many', '10.0', 'Enter a whole number, without decimals.'],
    ['Add', 'How many', '-3', 'Enter the number without a sign.'],
    ['Remove', 'How many', '−3', 'Enter the number without a sign.'],
    ['Add', 'How many', '1.250', /^This could mean 1250 or 1\.25\. If you mean 1250/],
    ['Set to', 'Number on hand', '9,5', 'Enter a whole number, without decimals.'],
    ['Set to', 'Number on hand', '1e3', 'Enter all the digits.'],
    ['Remove', 'How many', '٢٫٥', 'Enter a whole number, without decimals.'],
  ])(
    'keeps what is typed to %s, and refuses what is no whole number: %s %s',
    async (mode, label, typed, problem) => {
      const { user, editor, stock } = await open()
      await user.click(editor.getByRole('radio', { name: mode }))
      await user.clear(editor.getByLabelText(label))
      await user.click(editor.getByLabelText(label))
      await user.paste(typed)
      await user.keyboard('{Enter}')
      expect(editor.getByText(problem)).toBeVisible()
      expect(editor.getByLabelText(label)).toHaveValue(typed)
      expect(stock.sent).toEqual([])
    },
  )

  it.each([
    ['1,000', 1000],
    ['５', 5],
    ['٥', 5],
  ])('adds %s as people write it', async (typed, delta) => {
    const { user, editor, stock } = await open()
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    await user.clear(editor.getByLabelText('How many'))
    await user.paste(typed)
    await user.keyboard('{Enter}')
    await waitFor(() => expect(stock.sent[0]?.body).toMatchObject({ delta }))
  })

  it('asks once before a number grows beyond reason', async () => {
    const { user, editor, stock } = await open()
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    const field = editor.getByLabelText('How many')
    await user.clear(field)
    await user.paste('96385074')
    await user.keyboard('{Enter}')
    expect(editor.getByText(/^That takes stock from 42 to 96,385,116\. If that’s right/)).toBeVisible()
    await user.type(field, '{Backspace}4{Enter}')
    expect(stock.sent).toEqual([])
    await user.keyboard('{Enter}')
    await waitFor(() => expect(stock.sent[0]?.body).toMatchObject({ delta: 96_385_074 }))
  })

  it('keeps what was typed when somebody moves the stock, and says so', async () => {
    const { user, editor, stock } = await open()
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    await user.type(editor.getByLabelText('How many'), '5')
    stock.move(1, -2, { reason: 'sale', actor: 'bea' })
    expect(await editor.findByText(/Now 40 · −2 sale · bea/)).toBeVisible()
    expect(editor.getByLabelText('How many')).toHaveValue('5')
    expect(editor.getByText('45')).toBeVisible()
  })

  it('says of its own number nothing but that it is recorded, though the feed is first', async () => {
    const { user, editor, rows, stock, url, live } = await open()
    let answer = () => {}
    server.use(
      http.post(url('products/:id/adjust/'), async () => {
        const movement = stock.move(1, 5, { reason: 'receive', actor: ANA.username })
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return HttpResponse.json({ movement, product: rows.get(1) }, { status: 201, headers: live() })
      }),
    )
    const said: string[] = []
    const unsubscribe = announcer.subscribe(() => said.push(announcer.get().words))
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    await user.type(editor.getByLabelText('How many'), '5{Enter}')
    await editor.findByText(/Now 47/)
    // Together with what is said of the typing, which is collected for a while. Who types slowly hears more of it.
    await waitFor(() => expect(said).toContain('On hand: now 42, then 47'))
    answer()
    await screen.findByText('USB-C cable +5')
    unsubscribe()
    expect(said.join()).not.toMatch(/now 47|when you opened/i)
  })

  it('stays open when no answer comes, and sends the same key again', async () => {
    const { user, editor, stock, url } = await open()
    const keys: (string | null)[] = []
    const fail = ({ request }: { request: Request }) => {
      keys.push(request.headers.get('idempotency-key'))
      return HttpResponse.error()
    }
    server.use(http.post(url('products/:id/adjust/'), fail, { once: true }))
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    await user.type(editor.getByLabelText('How many'), '5{Enter}')
    expect(await editor.findByText(/The server didn’t answer/)).toBeVisible()
    await user.click(editor.getByRole('button', { name: 'Add 5' }))
    await waitFor(() => expect(stock.sent).toHaveLength(1))
    expect(keys).toEqual([stock.sent[0]?.key])
  })

  describe('whose answer was lost, though it was recorded,', () => {
    const deltas = (stock: View['stock']) => stock.movements.map(({ delta, note }) => ({ delta, note }))
    const lose = async () => {
      const view = await open()
      view.stock.losing = 'adjust'
      await view.user.click(view.editor.getByRole('radio', { name: 'Add' }))
      await view.user.type(view.editor.getByLabelText('How many'), '5{Enter}')
      expect(await view.editor.findByText(/The server didn’t answer.*only recorded once/)).toBeVisible()
      return view
    }

    it.each([
      ['note', 'Add 5', ({ user, editor }: View) => user.type(editor.getByLabelText(/Note/), 'second try')],
      [
        'reason',
        'Add 5',
        ({ user, editor }: View) => user.click(editor.getByRole('radio', { name: 'Return' })),
      ],
      ['number', 'Add 56', ({ user, editor }: View) => user.type(editor.getByLabelText('How many'), '6')],
    ])('records no second one with another %s, and says so', async (_what, button, change) => {
      const view = await lose()
      const { user, editor, stock, rows } = view
      await change(view)
      await user.click(editor.getByRole('button', { name: button }))
      expect(
        await editor.findByText(/^An earlier attempt was saved, without what you’ve changed/),
      ).toBeVisible()
      expect(stock.sent[1]?.key).toBe(stock.sent[0]?.key)
      expect(deltas(stock)).toEqual([{ delta: 5, note: '' }])
      expect(rows.get(1)?.quantity).toBe(47)
    })

    it('records another only when that is sent knowing so', async () => {
      const { user, editor, stock } = await lose()
      await user.type(editor.getByLabelText(/Note/), 'more')
      await user.click(editor.getByRole('button', { name: 'Add 5' }))
      await editor.findByText(/^An earlier attempt was saved/)
      await user.click(editor.getByRole('button', { name: 'Add 5' }))
      await screen.findByText('USB-C cable +5')
      expect(deltas(stock)).toEqual([
        { delta: 5, note: 'more' },
        { delta: 5, note: '' },
      ])
    })

    it('can be given up: what is sent later is another', async () => {
      const { user, stock } = await lose()
      await user.keyboard('{Escape}')
      await user.click(await screen.findByRole('button', { name: '47 on hand, change USB-C cable' }))
      await screen.findByLabelText('Number on hand')
      await user.keyboard('46{Enter}')
      await screen.findByText('USB-C cable −1')
      expect(stock.sent[1]?.key).not.toBe(stock.sent[0]?.key)
    })
  })

  it('records what was changed since, where an attempt without an answer was not', async () => {
    const { user, editor, stock, rows, url } = await open()
    server.use(http.post(url('products/:id/adjust/'), () => HttpResponse.error(), { once: true }))
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    await user.type(editor.getByLabelText('How many'), '5{Enter}')
    await editor.findByText(/The server didn’t answer/)
    await user.type(editor.getByLabelText('How many'), '{Backspace}6{Enter}')
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(48))
    expect(stock.sent).toHaveLength(1)
  })

  it('rises from the bottom of a phone', async () => {
    setViewport('phone')
    const { user, editor, stock, dialog } = await open()
    expect(dialog).toHaveAccessibleName('USB-C cable')
    await user.click(editor.getByRole('radio', { name: 'Add' }))
    await user.type(editor.getByLabelText('How many'), '1{Enter}')
    await waitFor(() => expect(stock.sent).toHaveLength(1))
  })

  it('chooses what − and + in the lists count as', async () => {
    const { user, editor, stock } = await open()
    expect(editor.getByText('Quick − records as')).toBeVisible()
    expect(editor.getByText('Quick + records as')).toBeVisible()
    await user.selectOptions(editor.getByLabelText('Quick − records as'), 'loss')
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Remove one USB-C cable' }))
    await waitFor(() => expect(stock.sent[0]?.body).toEqual({ delta: -1, reason: 'loss' }))
  })
})

describe('the number', () => {
  it('is a field of what is there, to be set by a count', async () => {
    const { user, editor, stock } = await press()
    const field = editor.getByRole('textbox', { name: 'Number on hand' })
    expect(field).toHaveFocus()
    expect(field).toHaveValue('42')
    expect(editor.getByRole('radio', { name: 'Count' })).toBeChecked()
    await user.keyboard('12{Enter}')
    await screen.findByText('USB-C cable −30')
    expect(stock.sent[0]?.body).toEqual({ set_to: 12, expected: 42, reason: 'count' })
    expect(await screen.findByRole('button', { name: '12 on hand, change USB-C cable' })).toHaveFocus()
  })

  it.each([
    ['+5', { delta: 5, reason: 'receive' }, 'Received'],
    ['-3', { delta: -3, reason: 'sale' }, 'Sale'],
    ['− 3', { delta: -3, reason: 'sale' }, 'Sale'],
  ])('adds and removes where a sign is typed: %s', async (typed, body, reason) => {
    const { user, editor, stock } = await press()
    await user.paste(typed)
    expect(editor.getByRole('radio', { name: reason })).toBeChecked()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(stock.sent[0]?.body).toEqual(body))
  })

  it('takes another reason, and refuses more than is there', async () => {
    const { user, editor, stock } = await press()
    await user.paste('-43')
    expect(editor.getByText('Only 42 on hand.')).toBeVisible()
    await user.keyboard('{Enter}')
    expect(stock.sent).toEqual([])
    await user.clear(editor.getByRole('textbox'))
    await user.paste('-2')
    await user.click(editor.getByRole('radio', { name: 'Damage' }))
    await user.click(editor.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(stock.sent[0]?.body).toEqual({ delta: -2, reason: 'damage' }))
  })

  it('takes what was typed along to all that can be said', async () => {
    const { user, editor } = await press()
    await user.paste('+5')
    await user.click(editor.getByRole('button', { name: 'More…' }))
    expect(editor.getByRole('radio', { name: 'Add' })).toBeChecked()
    expect(editor.getByLabelText('How many')).toHaveValue('5')
  })

  it('means the same each time: to set it', async () => {
    const { user, stock } = await press()
    await user.paste('-2')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(stock.sent).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(await screen.findByRole('button', { name: '40 on hand, change USB-C cable' }))
    expect(await screen.findByRole('textbox', { name: 'Number on hand' })).toHaveValue('40')
  })
})

describe('an editor that is closed before the answer comes', () => {
  /** Sends the number and closes the editor; the answer comes when it is let through. */
  async function leave(answer: (fake: ReturnType<typeof fakeApi>) => Response | undefined) {
    const view = await press()
    let letThrough = () => {}
    const asked = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    const handler = async () => {
      await asked
      return answer(view)
    }
    server.use(http.post(view.url('products/:id/adjust/'), handler, { once: true }))
    await view.user.keyboard('40{Enter}{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    return { ...view, letThrough }
  }

  it('tells that the count was refused, and opens again with it', async () => {
    const moved = makeProduct({ quantity: 38, version: 9 })
    const { user, letThrough, stock, rows } = await leave(({ rows }) => {
      rows.set(1, moved)
      const refusal = { detail: 'No.', code: 'stale_quantity', current: moved }
      return HttpResponse.json(refusal, { status: 409 })
    })
    letThrough()
    expect(await screen.findByText(/USB-C cable.*: 40 wasn’t recorded/)).toBeVisible()
    screen.getByText('Someone changed this to 38 while you were editing. Nothing has been saved.')
    await user.click(screen.getByRole('button', { name: 'Open again' }))
    const field = await screen.findByLabelText('Number on hand')
    expect(field).toHaveValue('40')
    await user.type(field, '{Enter}')
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(40))
    expect(stock.sent.at(-1)?.body).toMatchObject({ set_to: 40, expected: 38 })
  })

  it('tells that no answer came, and sends the same again', async () => {
    const { user, letThrough, rows } = await leave(() => HttpResponse.error())
    letThrough()
    await user.click(await screen.findByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(40))
  })

  it('leaves open what was opened in its place', async () => {
    const { user, letThrough, stock } = await leave(() => undefined)
    await user.click(screen.getByRole('button', { name: /on hand, change USB-C cable/ }))
    const field = await screen.findByLabelText('Number on hand')
    await user.clear(field)
    await user.type(field, '7')
    letThrough()
    await waitFor(() => expect(stock.sent).toHaveLength(1))
    await screen.findByText('USB-C cable −2')
    expect(field).toHaveValue('7')
  })
})

describe('keys that come before the code of the editor', () => {
  const editorOf = (product: typeof cable): OpenEditor => ({ seen: product, anchor: document.body })
  const typeAhead = (editor: OpenEditor, keys: string) => {
    const { unmount } = render(<TypingAhead editor={editor} />)
    for (const key of keys) fireEvent.keyDown(document.body, { key })
    unmount()
  }

  it('are for the editor that was opened, once, and for no other', () => {
    const [first, second] = [editorOf(cable), editorOf(makeProduct({ id: 2 }))]
    typeAhead(first, '12')
    expect(takeTypedAhead(first)).toBe('12')
    expect(takeTypedAhead(first)).toBe('')
    typeAhead(first, '12')
    expect(takeTypedAhead(second)).toBe('')
    expect(takeTypedAhead(first)).toBe('')
  })

  it.each(['add', 'remove', 'set', undefined] as const)('are in its field: %s', async (mode) => {
    const { user } = await press()
    await user.keyboard('{Escape}')
    const anchor = screen.getByRole('button', { name: /on hand, change USB-C cable/ })
    const editor: OpenEditor = { seen: cable, anchor, mode }
    typeAhead(editor, '12')
    act(() => openEditor(editor))
    const field = await screen.findByLabelText(/^(How many|Number on hand)$/)
    expect(field).toHaveValue('12')
  })
})

describe('a number set over one that has moved', () => {
  async function clash(actor = 'bea') {
    const view = await open()
    await view.user.click(view.editor.getByRole('radio', { name: 'Set to' }))
    view.stock.move(1, -3, { reason: 'sale', actor })
    await view.editor.findByText(/Now 39/)
    await setTo(view, '40')
    const dialog = await screen.findByRole('alertdialog', {
      name: 'Which count is right?',
    })
    return { ...view, question: within(dialog) }
  }

  it('shows both, and who changed it', async () => {
    const { question, rows } = await clash()
    expect(question.getByText('You saw').nextSibling).toHaveTextContent('42')
    expect(question.getByText('You entered').nextSibling).toHaveTextContent('40')
    expect(question.getByText('Now on hand').nextSibling).toHaveTextContent('39')
    expect(question.getByText(/−3 sale · bea/)).toBeVisible()
    expect(question.getByText(/^bea changed this to 39 while you were editing\. Nothing/)).toBeVisible()
    expect(rows.get(1)?.quantity).toBe(39)
  })

  it('says that it was oneself, in another window', async () => {
    const { question } = await clash('ana')
    expect(question.getByText(/^You changed this to 39 in another window\. Nothing/)).toBeVisible()
  })

  it('is set all the same when told to', async () => {
    const { user, question, stock, rows } = await clash()
    await user.click(question.getByRole('button', { name: 'Set to 40 anyway' }))
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(40))
    expect(stock.sent.at(-1)?.body).toEqual({ set_to: 40, expected: 39, reason: 'count' })
  })

  it('is counted as a difference when told to', async () => {
    const { user, question, stock, rows } = await clash()
    await user.click(question.getByRole('button', { name: 'Apply my −2 instead (37)' }))
    await waitFor(() => expect(rows.get(1)?.quantity).toBe(37))
    expect(stock.sent.at(-1)?.body).toEqual({ delta: -2, reason: 'count' })
  })

  it('is given up when told to', async () => {
    const { user, question, rows } = await clash()
    await user.click(question.getByRole('button', { name: 'Keep 39' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(rows.get(1)?.quantity).toBe(39)
  })
})
