import { closeEditor } from '@/entities/movement/stockEditor'
import { openPriceEditor } from '@/entities/product/priceEditor'
import { openCommand } from '@/lib/shellDialog'

const OPEN_DIALOG = '[role="dialog"]:not([aria-modal="false"])'
/** A form says so itself when nothing was typed into it. */
const FORM = 'form:not([data-unsaved="false"])'
const AT_WORK = 'progress, [role="progressbar"]'

/** Whether something is open over the page that must not be swept away: a question, a form, or work under way. */
export function isUnfinished(): boolean {
  return document.querySelector(`[role="alertdialog"], ${OPEN_DIALOG} :is(${FORM}, ${AT_WORK})`) !== null
}

/** Whether there is a form anywhere, which a search would leave. */
export function isFormOpen(): boolean {
  return document.querySelector(FORM) !== null
}

/** Closes what is open over the page and can be opened again as it was: palette, camera, menus, untouched editors. */
export function closeOthers(): void {
  openCommand(null)
  closeEditor()
  openPriceEditor(null)
  if (!document.querySelector(`${OPEN_DIALOG}, [role="menu"]`)) return
  // Sheets and menus belong to their buttons. The document is where they listen; shortcuts listen beyond it.
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))
}
