import { createEvent, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetHeldKeys, useShortcut, useShortcutsOn } from './shortcuts'
import { expectField } from './typeAhead'

const run = vi.fn()

beforeEach(() => {
  run.mockClear()
  forgetHeldKeys()
})

function Page({ enabled = true }: { enabled?: boolean }) {
  useShortcut('j', 'nextRow', () => run('j'), { enabled })
  useShortcut('?', 'help', () => run('?'))
  useShortcut('enter', 'openRow', () => run('enter'))
  useShortcut('mod+k', 'palette', () => run('palette'))
  const [isOn, setOn] = useShortcutsOn()
  return (
    <>
      <input aria-label="field" />
      <input type="checkbox" aria-label="row" />
      <textarea aria-label="note" />
      <button type="button" onClick={() => setOn(!isOn)}>
        switch
      </button>
    </>
  )
}

const ran = () => vi.waitFor(() => expect(run).toHaveBeenCalled())
/** Longer than a key is held back in case it is a scanner's. */
const passed = () => new Promise((resolve) => setTimeout(resolve, 150))

it('runs single keys, those typed with Shift, Enter, and Ctrl with a key', async () => {
  render(<Page />)
  for (const keys of ['j', '?', '{Enter}', '{Control>}k{/Control}']) {
    run.mockClear()
    await userEvent.keyboard(keys)
    await ran()
  }
  expect(run).toHaveBeenLastCalledWith('palette')
})

it('hears a key that is pressed in the moment in which the page appears', async () => {
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  const appears = new MutationObserver(() => fireEvent.keyDown(document.body, { key: '?' }))
  appears.observe(container, { childList: true })
  // Without act, which would run the effects at once.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  root.render(<Page />)
  await ran()
  appears.disconnect()
  root.unmount()
  vi.unstubAllGlobals()
})

it('runs every press of quick ones, and in their order', async () => {
  render(<Page />)
  await userEvent.keyboard('jjjjj{Enter}')
  await ran()
  expect(run.mock.calls.flat()).toEqual(['j', 'j', 'j', 'j', 'j', 'enter'])
})

it('leaves alone what is typed in fields, but works on a check box', async () => {
  render(<Page />)
  for (const name of ['field', 'note']) {
    await userEvent.type(screen.getByLabelText(name), 'j?{Enter}')
  }
  await passed()
  expect(run).not.toHaveBeenCalled()
  screen.getByLabelText('row').focus()
  await userEvent.keyboard('j')
  await ran()
})

it('leaves Enter to buttons, and Alt, Meta and a composition to the system', async () => {
  render(<Page />)
  screen.getByRole('button').focus()
  await userEvent.keyboard('{Enter}')
  screen.getByRole('button').blur()
  await userEvent.keyboard('{Alt>}j{/Alt}{Meta>}j{/Meta}{Control>}j{/Control}{Shift>}J{/Shift}')
  fireEvent.keyDown(document.body, { key: 'j', isComposing: true })
  await passed()
  expect(run).not.toHaveBeenCalled()
})

it('rests while a dialog is open, and when it is not enabled', async () => {
  const { rerender } = render(
    <>
      <Page />
      <div role="dialog" aria-label="question" />
    </>,
  )
  await userEvent.keyboard('j{Control>}k{/Control}')
  rerender(<Page enabled={false} />)
  await userEvent.keyboard('j')
  await passed()
  expect(run).not.toHaveBeenCalled()
})

it('can be switched off, which is remembered; Enter and Ctrl+K stay', async () => {
  render(<Page />)
  await userEvent.click(screen.getByRole('button', { name: 'switch' }))
  screen.getByRole('button').blur()
  await userEvent.keyboard('j?')
  await passed()
  expect(run).not.toHaveBeenCalled()
  expect(localStorage.getItem('lr.shortcuts')).toBe('off')
  for (const keys of ['{Enter}', '{Control>}k{/Control}']) {
    run.mockClear()
    await userEvent.keyboard(keys)
    await ran()
  }
})

/** Keys on the page, each so many milliseconds after the one before. */
function press(keys: string, gaps: (index: number) => number) {
  let at = new Event('keydown').timeStamp
  for (const [index, key] of [...keys].entries()) {
    at += gaps(index)
    const event = createEvent.keyDown(document.body, { key })
    Object.defineProperty(event, 'timeStamp', { value: at })
    fireEvent(document.body, event)
  }
}
/** No two keys of a person are equally far from each other. */
const byHand = (index: number) => [70, 105, 82, 98, 74, 109][index % 6] ?? 0

it.each([
  ['j1j2j?', 0],
  ['j1j2j?', 90],
  ['j?jxj?', 90],
])(
  'takes the keys of a code that a scanner sends without an ending for no shortcuts: %s, %d ms',
  async (code, gap) => {
    render(<Page />)
    press(code, () => gap)
    await passed()
    expect(run).not.toHaveBeenCalled()
  },
)

it('runs the shortcuts in what is pressed as quickly by hand', async () => {
  render(<Page />)
  press('jxjx?xj', byHand)
  await ran()
  expect(run.mock.calls.flat()).toEqual(['j', 'j', '?', 'j'])
})

describe('what is typed after a key that opens a field', () => {
  function Opens() {
    const [isOpen, setOpen] = useState(false)
    useShortcut('/', 'search', () => {
      expectField()
      screen.getByLabelText<HTMLInputElement>('field').focus()
      screen.getByLabelText<HTMLInputElement>('field').select()
    })
    useShortcut('n', 'addProduct', () => {
      expectField()
      run('n')
    })
    return (
      <>
        <Page />
        <button type="button" onClick={() => setOpen(true)}>
          code has come
        </button>
        {isOpen && (
          <div role="dialog" aria-modal="false">
            {/* biome-ignore lint/a11y/noAutofocus: as the app's forms do */}
            <input autoFocus aria-label="name" />
          </div>
        )}
      </>
    )
  }

  it('goes into the field, in place of what is selected there', async () => {
    render(<Opens />)
    fireEvent.input(screen.getByLabelText('field'), { target: { value: 'before' } })
    press('/jelly lamp', byHand)
    await vi.waitFor(() => expect(screen.getByLabelText('field')).toHaveValue('jelly lamp'))
    expect(run).not.toHaveBeenCalled()
  })

  it('waits for a field whose code is on the way, and does nothing to the page', async () => {
    render(<Opens />)
    press('jnQuic', byHand)
    await vi.waitFor(() => expect(run.mock.calls.flat()).toEqual(['j', 'n']))
    await userEvent.keyboard('j?m{Backspace}{Enter}')
    await passed()
    // By no key and no pointer, which would take the focus.
    fireEvent.click(screen.getByText('code has come'))
    await vi.waitFor(() => expect(screen.getByLabelText('name')).toHaveValue('Quicj?'))
    expect(run.mock.calls.flat()).toEqual(['j', 'n'])
    await userEvent.keyboard('k')
    expect(screen.getByLabelText('name')).toHaveValue('Quicj?k')
  })

  it('is dropped when it was a code', async () => {
    render(<Opens />)
    press('nABCDEF', byHand)
    await ran()
    forgetHeldKeys()
    fireEvent.click(screen.getByText('code has come'))
    await passed()
    expect(screen.getByLabelText('name')).toHaveValue('')
  })
})
