import { isEditable } from '@/lib/shortcuts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

interface Before {
  value: string
  selected: [number, number] | null
}

/** The fields that a scanner has typed into, as they were before. */
export class TouchedFields {
  private before = new Map<Field, Before>()

  /** Call it before a key takes effect. */
  note(target: EventTarget | null): void {
    if (!isField(target) || this.before.has(target)) return
    this.before.set(target, { value: target.value, selected: selectionOf(target) })
  }

  forget(): void {
    this.before.clear()
  }

  restore(): void {
    for (const [field, { value, selected }] of this.before) {
      if (field.value === value) continue
      setValue(field, value)
      if (selected && !(field instanceof HTMLSelectElement)) field.setSelectionRange(...selected)
    }
    this.forget()
  }
}

/** The keyboards of fields for numbers; that of telephones has the signs as well. */
const NUMBERS = ['numeric', 'decimal', 'tel']

/** Whether a code is text for a field as any other: in the text fields of forms, but not in numbers, dates and searches. */
export function takesCodes(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLTextAreaElement) return true
  if (!(target instanceof HTMLInputElement) || !target.form) return false
  return !NUMBERS.includes(target.inputMode) && ['text', 'email', 'password'].includes(target.type)
}

/** The field of a form that is given the codes scanned while the focus is elsewhere in it, but for code and long text. */
export function homeOfCodes(target: EventTarget | null): HTMLInputElement | null {
  if (!(target instanceof HTMLElement) || target instanceof HTMLTextAreaElement) return null
  if ('code' in target.dataset) return null
  return target.closest('form')?.querySelector<HTMLInputElement>('input[data-code="home"]') ?? null
}

/** A field that is for a code alone has that code; others keep what the scanner typed. The focus goes on, as with Tab. */
export function keepCode(field: HTMLInputElement | HTMLTextAreaElement, code: string | null): void {
  if (code !== null && 'code' in field.dataset) setValue(field, code)
}

export function focusNext(field: HTMLInputElement): void {
  const all = [...(field.form?.elements ?? [])].filter((element) => element instanceof HTMLElement)
  const next = all.slice(all.indexOf(field) + 1).find((element) => element.tabIndex >= 0 && isOn(element))
  next?.focus()
}

function isOn(element: HTMLElement): boolean {
  return !element.matches(':disabled, [type="hidden"], fieldset, output')
}

function isField(target: EventTarget | null): target is Field {
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && isEditable(target)
}

function selectionOf(field: Field): Before['selected'] {
  if (field instanceof HTMLSelectElement) return null
  // Fields for dates and numbers have no selection.
  const { selectionStart, selectionEnd } = field
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd]
}

function setValue(field: Field, value: string): void {
  // React hears of a change only when the value is set past its own setter.
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value') ?? {}
  set?.call(field, value)
  const type = field instanceof HTMLSelectElement ? 'change' : 'input'
  field.dispatchEvent(new Event(type, { bubbles: true }))
}
