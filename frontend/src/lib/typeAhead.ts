/** A field that has not come by then does not come: the keys are the page's again. */
const LONGEST_WAIT_MS = 3000

let typed: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Call it when a shortcut has begun to open a field. What is typed until a field has the focus is typed into it then;
 * the page gets none of it.
 */
export function expectField(): void {
  forgetTypedAhead()
  typed = ''
  timer = setTimeout(forgetTypedAhead, LONGEST_WAIT_MS)
  document.addEventListener('focusin', fill)
  fill()
}

export function forgetTypedAhead(): void {
  typed = null
  clearTimeout(timer)
  document.removeEventListener('focusin', fill)
}

/** Whether the key is meant for the field that is expected. `text` is what it types: '' for a key that types nothing. */
export function typeAhead(key: string, text: string): boolean {
  if (typed === null) return false
  if (text) typed += text
  else if (key === 'Backspace') typed = typed.slice(0, -1)
  // Enter neither presses what still has the focus, nor sends what has not been seen.
  else if (key !== 'Enter') return false
  return true
}

/** After whoever gave the focus has selected what is in the field. */
function fill(): void {
  queueMicrotask(() => {
    const field = document.activeElement
    if (typed === null || field === null) return
    // A question came instead.
    if (field.closest('[role="alertdialog"]')) return forgetTypedAhead()
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    // Not a check box, which has no selection.
    if (field.selectionStart === null || field.selectionEnd === null) return
    const text = typed
    forgetTypedAhead()
    if (!text) return
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
