import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createRoot } from 'react-dom/client'
import { beforeEach, expect, it, vi } from 'vitest'
import { useShortcut, useShortcutsOn } from './shortcuts'

const run = vi.fn()

beforeEach(() => run.mockClear())

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

it('takes the keys of a code that a scanner sends without an ending for no shortcuts', async () => {
  render(<Page />)
  for (const key of 'j1j2j?') fireEvent.keyDown(document.body, { key })
  await passed()
  expect(run).not.toHaveBeenCalled()
})
