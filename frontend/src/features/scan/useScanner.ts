import { useEffect, useEffectEvent } from 'react'
import { KeyBurst } from '@/lib/keyBurst'
import { forgetHeldKeys, isDialogOpen, isEditable } from '@/lib/shortcuts'

const SEARCH = '[data-shortcut="search"]'

/**
 * Calls back with each code that a USB scanner types, wherever the focus is: but not in a dialog or a field, which
 * takes the code as its own. The search field is no such field: what the scanner typed into it is taken out again.
 */
export function useScanner(onCode: (code: string) => void): void {
  const found = useEffectEvent(onCode)
  useEffect(() => {
    const burst = new KeyBurst()
    function onKeyDown(event: KeyboardEvent) {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      const { target } = event
      const field = target instanceof HTMLInputElement && target.matches(SEARCH) ? target : null
      if ((!field && isEditable(target)) || isDialogOpen()) return
      const code = burst.add(event.key, event.timeStamp)
      if (!code) return
      // Neither a press of the button that has the focus, nor a shortcut, nor a search.
      event.preventDefault()
      event.stopImmediatePropagation()
      forgetHeldKeys()
      if (field) takeOut(field, code)
      found(code)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

function takeOut(field: HTMLInputElement, code: string): void {
  if (!field.value.endsWith(code)) return
  // React hears of a change only when the value is set past its own setter.
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
  set?.call(field, field.value.slice(0, -code.length))
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
