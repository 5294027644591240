import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { labels } from '@/strings/shortcuts'
import { BURST_GAP_MS, SHORTEST_CODE } from './keyBurst'

/** The name of what a shortcut does; its words are in `@/strings/shortcuts`. */
export type ShortcutName = keyof typeof labels

export interface Shortcut {
  /** As KeyboardEvent.key says it, in lower case; `mod+k` is Ctrl+K, or ⌘K on a Mac. */
  key: string
  name: ShortcutName
  run: (event: KeyboardEvent) => void
}

interface Held {
  key: string
  run: () => void
}

const OFF_KEY = 'lr.shortcuts'
const TYPING = 'textarea, select, [contenteditable]:not([contenteditable="false"])'
/** Fields of these types take no text. */
const NOT_TYPED = ['button', 'checkbox', 'radio', 'submit', 'reset', 'image']
/** Has a use of its own for Enter, or for letters that find an entry. */
const TAKES_ENTER = 'a[href], button, input, summary, [role="button"]'
const TAKES_LETTERS = '[role="menu"], [role="listbox"], [role="tree"], [role="combobox"]'
const DIALOG = '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"], dialog[open]'

export const isMac = /mac|iphone|ipad/i.test(navigator.platform)

let shortcuts: Shortcut[] = []
const listeners = new Set<() => void>()
let held: Held[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Runs `handler` when the key is pressed outside fields and dialogs, for as long as the component is mounted and
 * `enabled` holds. Of two with the same key the later one counts.
 */
export function useShortcut(
  key: string,
  name: ShortcutName,
  handler: (event: KeyboardEvent) => void,
  { enabled = true }: { enabled?: boolean } = {},
): void {
  const run = useEffectEvent(handler)
  useEffect(() => {
    if (!enabled) return
    const shortcut: Shortcut = { key, name, run: (event) => run(event) }
    change([...shortcuts, shortcut])
    return () => change(shortcuts.filter((other) => other !== shortcut))
  }, [key, name, enabled])
}

/** All that are registered now, for the sheet that lists them. */
export function useShortcuts(): Shortcut[] {
  return useSyncExternalStore(subscribe, () => shortcuts)
}

/**
 * Whether letters and signs are shortcuts (WCAG 2.1.4 wants a switch), and the switch. Kept on this device. Escape,
 * Enter and the arrows do what they always do.
 */
export function useShortcutsOn(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, areOn), setOn]
}

/** The keys pressed in the last instant were a scanner's: they are no shortcuts. */
export function forgetHeldKeys(): void {
  clearTimeout(timer)
  held = []
}

/** Whether what is typed there is text of a person's own. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !NOT_TYPED.includes(target.type)
  return target.closest(TYPING) !== null
}

/** Whether a dialog is open that must be answered or closed first. One beside the page says aria-modal="false". */
export function isDialogOpen(): boolean {
  return document.querySelector(DIALOG) !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const shortcut = find(event)
  if (!shortcut) {
    if (event.key.length > 1 && event.key !== 'Shift') runHeld()
    else if (held.length > 0 && !isEditable(event.target)) hold({ key: event.key, run: () => undefined })
    return
  }
  event.preventDefault()
  // A held key repeats faster than a scanner types.
  if (shortcut.key.length > 1 || event.repeat) {
    runHeld()
    shortcut.run(event)
  } else hold({ key: shortcut.key, run: () => shortcut.run(event) })
}

function find(event: KeyboardEvent): Shortcut | undefined {
  const key = keyOf(event)
  if (key === null || isDialogOpen()) return
  if (key.length === 1 && !areOn()) return
  if (!key.startsWith('mod+') && !isFree(event.target, key)) return
  return shortcuts.findLast((shortcut) => shortcut.key === key)
}

function isFree(target: EventTarget | null, key: string): boolean {
  if (isEditable(target) || !(target instanceof Element)) return !isEditable(target)
  return !target.closest(key === 'enter' ? `${TAKES_ENTER}, ${TAKES_LETTERS}` : TAKES_LETTERS)
}

function keyOf(event: KeyboardEvent): string | null {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  // On a Cyrillic or Greek layout the key with the J on it is still J.
  const key = (/^[\x20-\x7e]/.test(event.key) || !letter ? event.key : letter).toLowerCase()
  const isAltGr = event.getModifierState('AltGraph')
  if (isAltGr) return key
  const [mod, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (other || event.altKey) return null
  // Some characters are typed with Shift; a letter with Shift is another key.
  if (event.shiftKey && (/^[a-z]$/.test(key) || key.length > 1)) return null
  return mod ? `mod+${key}` : key
}

/** Waits until it is clear that the key is not the first of a scanned code. */
function hold(entry: Held): void {
  clearTimeout(timer)
  held.push(entry)
  timer = setTimeout(runHeld, BURST_GAP_MS + 5)
}

function runHeld(): void {
  const entries = held
  forgetHeldKeys()
  // A code that ends in nothing. One key many times is a finger.
  const isCode = entries.length >= SHORTEST_CODE && entries.some(({ key }) => key !== entries[0]?.key)
  if (!isCode) for (const { run } of entries) run()
}

function areOn(): boolean {
  return localStorage.getItem(OFF_KEY) !== 'off'
}

function setOn(on: boolean): void {
  if (on) localStorage.removeItem(OFF_KEY)
  else localStorage.setItem(OFF_KEY, 'off')
  for (const listener of listeners) listener()
}

function change(next: Shortcut[]): void {
  if (shortcuts.length === 0) window.addEventListener('keydown', onKeyDown)
  shortcuts = next
  if (shortcuts.length === 0) window.removeEventListener('keydown', onKeyDown)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
